"""Every kind of file a school can export, recognised by its content and read alike."""

from datetime import date, datetime
from pathlib import Path

import pytest

from parentcomms.people.importing.choices import Choices
from parentcomms.people.importing.problems import UnclearHeadings, UnreadableFile
from parentcomms.people.importing.readers import columns_of, read_file
from parentcomms.people.rules import Care, ParentalResponsibility, RelationshipKind
from tests.people.importing import files


class TestTransferFile:
    @pytest.mark.parametrize("version", ["12.0", "15.0", "24.0", "25.0", "31.4"])
    def test_any_version_gives_the_child_and_the_adults(self, version: str) -> None:
        reading = read_file(files.ctf(files.ctf_pupil(), version=version))
        (zoe,) = reading.pupils
        assert reading.kind == "ctf"
        assert (zoe.upn, zoe.forename, zoe.surname) == ("R674123101121", "Zoë", "Nowak")
        assert (zoe.date_of_birth, zoe.year_group, zoe.class_name) == (date(2018, 12, 31), "3", "")
        assert zoe.care is Care.NONE
        (anna,) = zoe.contacts
        assert (anna.kind, anna.pr) == (RelationshipKind.MOTHER, ParentalResponsibility.YES)
        assert (anna.phone, anna.email) == ("07700 900123", "anna@example.org")
        assert anna.lives_with is True
        assert (anna.address, anna.postcode) == ("12\nHigh Street\nLeominster", "HR6 8AA")

    def test_what_is_not_needed_is_nowhere_in_the_reading(self) -> None:
        said = repr(read_file(files.ctf(files.ctf_pupil())))
        for secret in ("WENG", "Secret", "nobody-knows-whose", "POL", "2024", "ignored"):
            assert secret not in said

    def test_an_admissions_file_and_a_namespace_are_read_too(self) -> None:
        content = files.ctf(files.ctf_pupil(), root="ATfile").decode()
        assert len(read_file(content.encode()).pupils) == 1
        prefixed = content.replace("<ATfile>", '<c:ATfile xmlns:c="urn:x">')
        prefixed = prefixed.replace("</ATfile>", "</c:ATfile>")
        assert len(read_file(prefixed.encode()).pupils) == 1

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1"])
    def test_the_encoding_the_file_names_is_obeyed(self, encoding: str) -> None:
        content = files.ctf(files.ctf_pupil()).decode().replace("UTF-8", encoding)
        content = content.replace("’", "'")
        assert read_file(content.encode(encoding)).pupils[0].forename == "Zoë"

    def test_suppliers_damage_is_survived(self) -> None:
        pupil = files.ctf_pupil(
            "ZOË",
            Surname="",
            BasicDetails={"PreferredSurname": "O'NEILL", "NCyearActual": "Oak"},
            LookedAfter={"InCare": "true"},
            Contacts={
                "Contact": [
                    files.contact("Anna", Responsibility="", Order=""),
                    files.contact("Doc", Relationship="DOC"),
                    files.contact("Ben", Relationship="PAF", Address={"PostCode": "HR1 1AA"}),
                ]
            },
        )
        reading = read_file(files.ctf(pupil))
        (zoe,) = reading.pupils
        assert (zoe.surname, zoe.care) == ("O'Neill", Care.NOT_KNOWN)
        assert [each.forename for each in zoe.contacts] == ["Anna", "Ben"]
        assert zoe.contacts[0].pr is ParentalResponsibility.UNKNOWN
        assert zoe.contacts[1].lives_with is False

    def test_a_partial_file_without_contacts_loads_the_children(self) -> None:
        assert read_file(files.ctf(files.ctf_pupil(Contacts={}))).pupils[0].contacts == ()

    def test_another_kind_of_xml_is_told(self) -> None:
        with pytest.raises(UnreadableFile, match="not a Common Transfer File"):
            read_file(b'<?xml version="1.0"?><rss><Pupil/></rss>')


class TestRosters:
    @pytest.mark.parametrize(
        ("made", "kind"),
        [
            (files.oneroster_11, "oneroster-1.1"),
            (files.oneroster_12, "oneroster-1.2"),
            (files.sds_21, "sds-2.1"),
        ],
    )
    @pytest.mark.parametrize("as_zip", [True, False])
    def test_a_zip_and_a_folder_read_alike(self, made, kind, as_zip, tmp_path: Path) -> None:
        source = files.zipped(made()) if as_zip else files.folder(made(), tmp_path)
        reading = read_file(source)
        zoe = reading.pupils[0]
        assert reading.kind == kind
        assert (zoe.forename, zoe.surname, zoe.year_group) == ("Zoë", "Nowak", "3")
        assert zoe.date_of_birth == date(2018, 12, 31)
        assert zoe.contacts[0].contact_id == "p1"
        assert zoe.contacts[0].email == "anna@example.org"
        assert {each.pr for each in zoe.contacts} == {ParentalResponsibility.UNKNOWN}
        assert "hunter2" not in repr(reading)
        assert "Teacher" not in repr(reading)
        assert "Doctor" not in repr(zoe)

    def test_oneroster_gives_upn_homeroom_and_leavers(self) -> None:
        zoe, gone = read_file(files.zipped(files.oneroster_11())).pupils
        assert (zoe.upn, zoe.admission_number, zoe.class_name) == ("R674123101121", "00123", "Oak")
        assert [each.forename for each in zoe.contacts] == ["Anna", "Jan"]
        assert (zoe.has_left, gone.has_left) == (False, True)

    def test_an_adult_who_names_the_child_is_joined_as_well(self) -> None:
        made = files.oneroster_11()
        made["users.csv"] = made["users.csv"].replace('"p1,p2,t1"', '""')
        zoe = read_file(files.zipped(made)).pupils[0]
        assert [each.forename for each in zoe.contacts] == ["Jan"]

    def test_files_in_a_folder_inside_the_zip_are_found(self) -> None:
        made = {f"export 2026/{name}": text for name, text in files.oneroster_11().items()}
        assert read_file(files.zipped(made)).kind == "oneroster-1.1"

    def test_a_delta_is_refused_because_it_is_not_the_whole(self) -> None:
        made = files.oneroster_11()
        made["manifest.csv"] = made["manifest.csv"].replace("users,bulk", "users,delta")
        with pytest.raises(UnreadableFile, match="only holds what changed"):
            read_file(files.zipped(made))

    def test_the_older_data_sync_joins_by_address_and_keeps_two_people_two(self) -> None:
        reading = read_file(files.zipped(files.sds_1()))
        zoe, max_ = reading.pupils
        assert reading.kind == "sds-1"
        assert [each.forename for each in zoe.contacts] == ["Anna", "Jan"]
        assert [each.forename for each in max_.contacts] == ["Anna", "Jan"]
        assert (reading.asks_dates, reading.month_first) == ("12/31/2018", True)

    def test_a_list_that_somebody_zipped_is_read_as_itself(self) -> None:
        inside = files.zipped({"ctf.xml": files.ctf(files.ctf_pupil())})
        assert read_file(inside).kind == "ctf"
        with pytest.raises(UnreadableFile, match="no list of pupils we know"):
            read_file(files.zipped({"a.txt": "x", "b.txt": "y"}))


TOP = ("UPN", "Forename", "Surname", "DOB", "Reg Group")
ZOE = ("R674123101121", "Zoë", "Nowak", "31/12/2018", "Oak")


BLOCKS = (
    *("ID", "Forename", "Surname", "DOB", "Reg"),
    *("ID", "Title", "Forename", "Surname", "Email", "Relationship", "PR"),
    *("ID", "Forename", "Surname"),
)


class TestShapes:
    def test_titles_above_the_headings_of_a_workbook(self) -> None:
        born = datetime(2018, 4, 3)  # noqa: DTZ001 - as a workbook holds it
        rows = (("Elm Park",), (), ("Printed", born), TOP, (*ZOE[:3], born, "Oak"))
        reading = read_file(files.workbook(*rows))
        assert reading.kind == "xlsx-pupils"
        assert reading.pupils[0].date_of_birth == date(2018, 4, 3)
        assert reading.asks_dates == "", "a date of the workbook’s own can be read one way"

    def test_one_row_for_each_contact(self) -> None:
        top = (*TOP, "Contact Forename", "Contact Surname", "Relationship", "Contact Email")
        reading = read_file(
            files.table(
                top,
                (*ZOE, "Anna", "Nowak", "Mother", "anna@example.org"),
                (*ZOE, "Jan", "Nowak", "Father", "jan@example.org"),
            )
        )
        assert [each.contacts[0].forename for each in reading.pupils] == ["Anna", "Jan"]

    def test_a_block_for_pupil_contact_and_class(self) -> None:
        row = ("123", "Zoë", "Nowak", "31/12/2018", "Oak", "P1", "Mrs", "Anna", "Nowak")
        teacher = ("C1", "Tess", "Teacher")
        reading = read_file(
            files.table(
                BLOCKS,
                (*row, "anna@example.org", "Mother", "T", *teacher),
            )
        )
        (zoe,) = reading.pupils
        assert (zoe.admission_number, zoe.forename, zoe.class_name) == ("123", "Zoë", "Oak")
        (anna,) = zoe.contacts
        assert (anna.contact_id, anna.title, anna.forename) == ("P1", "Mrs", "Anna")
        assert anna.pr is ParentalResponsibility.YES
        assert "Tess" not in repr(reading)

    def test_three_bare_blocks_are_pupil_contact_and_class(self) -> None:
        top = ("ID", "Forename", "Surname") * 3
        reading = read_file(
            files.table(top, ("1", "Zoë", "Nowak", "2", "Anna", "Nowak", "3", "Tess", "Teacher"))
        )
        assert reading.pupils[0].contacts[0].contact_id == "2"

    def test_two_bare_blocks_are_asked_about(self) -> None:
        with pytest.raises(UnclearHeadings, match="both called “ID”"):
            read_file(
                files.table(("ID", "Forename", "Surname") * 2, ("1", "A", "B", "2", "C", "D"))
            )

    def test_a_row_for_each_class_does_not_guess_the_registration_class(self) -> None:
        top = ("ID", "Forename", "Surname", "ID", "Forename", "Surname", "Email", "ID", "Class")
        row = ("1", "Zoë", "Nowak", "2", "Anna", "Nowak", "anna@example.org")
        reading = read_file(files.table(top, (*row, "7", "Maths"), (*row, "8", "Music")))
        assert {each.class_name for each in reading.pupils} == {""}
        assert any("several classes" in remark.reason for remark in reading.warnings)
        once = read_file(files.table(top, (*row, "7", "Oak"), (*row, "7", "Oak")))
        assert {each.class_name for each in once.pupils} == {"Oak"}

    def test_no_headings_at_all(self) -> None:
        reading = read_file(
            files.table(
                ("00123", "Zoë", "Nowak", "3A", "Year 3", "Pupil"),
                ("00900", "Tess", "Teacher", "3A", "3", "Staff"),
                ("00124", "Max", "Nowak", "1B", "Year 1", "Pupil"),
            )
        )
        assert [each.forename for each in reading.pupils] == ["Zoë", "Max"]
        assert (reading.pupils[0].class_name, reading.pupils[0].year_group) == ("3A", "3")
        assert any("1 rows are not about pupils" in each.reason for each in reading.warnings)

    def test_the_office_says_what_unknown_headings_mean_and_is_remembered(self) -> None:
        content = files.table(
            ("Child’s number", "Called", "Family", "Mum’s post"),
            ("123", "Zoë", "Nowak", "anna@example.org"),
        )
        with pytest.raises(UnclearHeadings):
            read_file(content)
        shown = columns_of(content)
        assert shown is not None
        assert [column.samples for column in shown.columns][1] == ("Zoë",)
        meanings = ("pupil:admission_number", "pupil:forename", "pupil:surname", "contact 1:email")
        memory = {shown.signature: Choices(dict(enumerate(meanings)))}
        (zoe,) = read_file(content, memory).pupils
        assert (zoe.admission_number, zoe.contacts[0].email) == ("123", "anna@example.org")

    def test_the_office_may_change_what_was_found(self) -> None:
        content = files.table(TOP, ZOE)
        shown = columns_of(content)
        assert shown is not None
        found = {column.place: column.meaning for column in shown.columns}
        assert found[4] == "pupil:class_name"
        changed = Choices(found | {4: "pupil:year_group"})
        (zoe,) = read_file(content, {shown.signature: changed}).pupils
        assert (zoe.class_name, zoe.year_group) == ("", "Oak")


class TestDates:
    def read(self, *dates: str, month_first: bool | None = None):
        rows = [(f"A{n}", "Zoë", f"Nowak{n}", day, "Oak") for n, day in enumerate(dates)]
        content = files.table(TOP, *rows)
        shown = columns_of(content)
        assert shown is not None
        return read_file(content, {shown.signature: Choices(month_first=month_first)})

    def test_one_value_over_twelve_decides_for_the_file(self) -> None:
        reading = self.read("03/04/2019", "31/12/2018")
        assert (reading.asks_dates, reading.month_first) == ("", False)
        assert reading.pupils[0].date_of_birth == date(2019, 4, 3)

    def test_without_one_it_is_asked(self) -> None:
        assert self.read("03/03/2019", "03/04/2019").asks_dates == "03/04/2019"
        assert self.read("03/03/2019", "2019-04-03", "3 Apr 2019").asks_dates == ""

    def test_the_answer_counts_both_ways(self) -> None:
        day, month = (self.read("03/04/2019", month_first=said) for said in (False, True))
        assert day.pupils[0].date_of_birth == date(2019, 4, 3)
        assert month.pupils[0].date_of_birth == date(2019, 3, 4)
        assert day.asks_dates == month.asks_dates == ""

    def test_month_first_is_said_and_asked(self) -> None:
        reading = self.read("03/04/2019", "12/31/2018")
        assert (reading.asks_dates, reading.month_first) == ("12/31/2018", True)
        assert reading.pupils[0].date_of_birth == date(2019, 3, 4)

    @pytest.mark.parametrize("said", [None, True, False])
    def test_both_in_one_file_are_refused(self, said: bool | None) -> None:
        with pytest.raises(UnreadableFile, match="day first and others the month"):
            self.read("31/12/2018", "12/31/2018", month_first=said)
