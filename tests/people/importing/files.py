"""Files as management systems write them, built from the formats' descriptions."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook


def table(*rows: Sequence[object], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(*rows: Sequence[object], hidden: Sequence[Sequence[object]] = ()) -> bytes:
    """An Excel workbook; `hidden` fills a hidden sheet in front of the one to be seen."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden:
        for row in hidden:
            sheet.append(list(row))
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet("Pupils")
        book.active = 1
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def folder(files: Mapping[str, bytes | str], where: Path) -> Path:
    """A folder of files."""
    for name, content in files.items():
        (where / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return where


def xml(tree: Mapping[str, object]) -> str:
    """Elements by name; a list repeats its element."""
    out = ""
    for name, value in tree.items():
        for each in value if isinstance(value, list) else [value]:
            inside = xml(each) if isinstance(each, Mapping) else escape(str(each))
            out += f"<{name}>{inside}</{name}>"
    return out


def contact(forename: str, **others: object) -> dict[str, object]:
    """An adult of a transfer file: a mother living with the pupil, unless said."""
    return {
        "Order": 1,
        "Title": "Mrs",
        "Surname": "Nowak",
        "Forename": forename,
        "Relationship": "PAM",
        "Responsibility": "true",
        "Address": {"AddressAsPupil": "true"},
        "Phones": {
            "Phone": [
                {"TelephoneType": "F", "PhoneNo": "01432 000000"},
                {"TelephoneType": "M", "PhoneNo": "07700 900123"},
            ]
        },
        "Email": f"{forename.lower()}@example.org",
    } | others


def ctf_pupil(
    forename: str = "Zoë", *, upn: str = "R674123101121", **others: object
) -> dict[str, object]:
    """A pupil of a transfer file, with everything in it that nobody here needs."""
    return {
        "UPN": upn,
        "Surname": "Nowak",
        "Forename": forename,
        "DOB": "2018-12-31",
        "Gender": "F",
        "BasicDetails": {
            "FormerUPN": "X000",
            "MiddleNames": "Secret",
            "NCyearActual": "3",
            "Ethnicity": "WENG",
            "Languages": {"Type": {"LanguageType": "F", "Language": "POL"}},
            "MedicalFlag": "true",
        },
        "FSMhistory": {"FSMreviewDate": "2024-01-01"},
        "LookedAfter": {"InCare": "false"},
        "SENhistory": {"SEN": [{"StartDate": "2024-09-01", "SENprovision": "K"}]},
        "Address": {
            "BS7666Address": {"PAON": "12", "Street": "High Street", "Town": "Leominster"},
            "PostCode": "hr6 8aa",
        },
        "Email": "nobody-knows-whose@example.org",
        "Contacts": {"Contact": [contact("Anna")]},
        "SuppInfo": {"Anything": {"Deep": "ignored"}},
    } | others


def ctf(*pupils: Mapping[str, object], version: str = "25.0", root: str = "CTfile") -> bytes:
    """A Common Transfer File."""
    kind = root.removesuffix("file")
    body = xml(
        {
            root: {
                "Header": {
                    "DocumentName": "Common Transfer File",
                    f"{kind}version": version,
                    "DocumentQualifier": "full",
                    "SourceSchool": {"LEA": "884", "Estab": "2040", "SchoolName": "St. Mary’s"},
                },
                f"{kind}pupilData": {"Pupil": list(pupils)},
            }
        }
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()


USERS_11 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
)


def oneroster_11() -> dict[str, str]:
    """OneRoster 1.1: roles and agents stand in users.csv."""
    return {
        "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
        "file.users,bulk\nfile.demographics,bulk\n",
        "orgs.csv": "sourcedId,status,dateLastModified,name,type\no1,,,Elm Park,school\n",
        "users.csv": f"{USERS_11}\n"
        's1,active,,true,o1,student,zoe,"{UPN:R674123101121}",Zoë,Nowak,Q,00123,'
        'child@example.org,,,"p1,p2,t1",03,hunter2\n'
        "s2,tobedeleted,,true,o1,student,max,,Max,Gone,,00124,,,,,04,hunter2\n"
        "p1,,,true,o1,guardian,anna,,Anna,Nowak,,,anna@example.org,07700900123,,,,hunter2\n"
        "p2,active,,true,o1,parent,jan,,Jan,Nowak,,,jan@example.org,,01432000000,s1,,hunter2\n"
        "t1,active,,true,o1,teacher,tess,,Tess,Teacher,,,tess@school.example,,,,,hunter2\n",
        "demographics.csv": "sourcedId,status,dateLastModified,birthDate,sex\n"
        "s1,active,,2018-12-31,female\n",
        "classes.csv": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,"
        "classType\nc1,active,,Oak,3,,OAK,homeroom\nc2,active,,Maths 3,3,,MA3,scheduled\n",
        "enrollments.csv": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
        "userSourcedId,role,primary\ne1,active,,c2,o1,s1,student,\ne2,active,,c1,o1,s1,student,\n"
        "e3,active,,c1,o1,t1,teacher,true\n",
    }


def oneroster_12() -> dict[str, str]:
    """OneRoster 1.2: roles have a file of their own, and there are preferred names."""
    files = oneroster_11()
    files["manifest.csv"] = files["manifest.csv"].replace("version,1.1", "version,1.2")
    files["users.csv"] = (
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
        "preferredGivenName,preferredFamilyName,pronouns,primaryOrgSourcedId\n"
        "s1,active,,true,zoe,,Zofia,Nowak,,00123,,,,p1,03,hunter2,Zoë,,she,o1\n"
        "p1,active,,true,anna,,Anna,Nowak,,,anna@example.org,,,,,hunter2,,,,o1\n"
    )
    files["roles.csv"] = (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
        "orgSourcedId\nr1,active,,s1,primary,student,,,o1\nr2,active,,p1,primary,guardian,,,o1\n"
    )
    return files


def sds_21() -> dict[str, str]:
    """School Data Sync v2.1: the adults have no role, only relationships."""
    return {
        "orgs.csv": "sourcedId,name,type\no1,Elm Park,school\n",
        "users.csv": "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,"
        "email,phone,sms\ns1,zoe,Zoë,Nowak,hunter2,,,,\n"
        "p1,anna,Anna,Nowak,hunter2,,anna@example.org,,07700900123\n"
        "d1,doc,Dora,Doctor,hunter2,,dora@example.org,,\n",
        "roles.csv": "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary\n"
        "s1,o1,student,,03,true\n",
        "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole\n"
        "s1,p1,guardian\ns1,d1,doctor\n",
        "demographics.csv": "userSourcedId,sex,birthDate\ns1,female,2018-12-31\n",
    }


def sds_1() -> dict[str, str]:
    """School Data Sync as it was before."""
    return {
        "School.csv": "SIS ID,Name\n1,Elm Park\n",
        "Student.csv": "SIS ID,School SIS ID,Username,Password,First Name,Last Name,Grade,"
        "Birthdate\n00123,1,zoe,hunter2,Zoë,Nowak,3,12/31/2018\n"
        "00124,1,max,hunter2,Max,Nowak,1,12/30/2020\n",
        "user.csv": "Email,First Name,Last Name,Phone,SIS ID\n"
        "family@example.org,Anna,Nowak,07700900123,\nfamily@example.org,Jan,Nowak,,\n",
        "guardianrelationship.csv": "SIS ID,Email,Role\n00123,family@example.org,Guardian\n"
        "00124,family@example.org,Parent\n00124,family@example.org,Doctor\n",
    }
