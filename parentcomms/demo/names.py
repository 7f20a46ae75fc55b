"""Names from the languages spoken in English schools, in no order that means anything."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """Names that go together. `share` is how many of a hundred families have them."""

    language: str  # the language letters are sent in
    share: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]
    surnames: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TONGUES = (
    Tongue(
        "en", 55,
        _words("Amelia Isla Ava Ivy Freya Lily Florence Willow Poppy Elsie Rosie Daisy Niamh"),
        _words("Noah Oliver George Arthur Leo Oscar Archie Jack Henry Finley Rowan Callum Tomos"),
        _words("Sarah Emma Laura Rachel Gemma Charlotte Hannah Siobhan Megan Lucy Kate Bethan"),
        _words("James David Matthew Andrew Daniel Paul Mark Gareth Liam Stephen Tom Craig"),
        _words("Smith Jones Taylor Williams Brown Davies Evans Walker O'Brien McDonald Clarke"),
    ),
    Tongue(
        "pl", 8,
        _words("Zofia Hanna Maja Oliwia Łucja"), _words("Jan Antoni Szymon Michał Łukasz"),
        _words("Agnieszka Katarzyna Monika Małgorzata"), _words("Piotr Tomasz Krzysztof Paweł"),
        _words("Nowak Kowalski Wójcik Szymański Dąbrowski"),
    ),
    Tongue(
        "en", 6,
        _words("Ayesha Zainab Fatima Hira"), _words("Muhammad Ali Hamza Bilal"),
        _words("Saima Nadia Rukhsana"), _words("Imran Tariq Asif"),
        _words("Khan Hussain Mahmood Malik"),
    ),
    Tongue(
        "en", 5,
        _words("Andreea Ioana Maria Ștefania"), _words("Andrei Matei Luca Ștefan"),
        _words("Elena Mihaela Cristina"), _words("Ionuț Gheorghe Vasile"),
        _words("Popescu Ionescu Dumitru Stoica"),
    ),
    Tongue(
        "en", 4,
        _words("Simran Harleen Jasmine"), _words("Arjan Gurpreet Harjit"),
        _words("Manpreet Kulwinder"), _words("Jaswinder Balbir"),
        _words("Singh Kaur Gill Dhaliwal"),
    ),
    Tongue(
        "en", 4,
        _words("Nusrat Tahmina Sumaiya"), _words("Rafiq Tanvir Sajid"),
        _words("Shirin Rehana"), _words("Abdul Kamal"), _words("Begum Rahman Chowdhury Miah"),
    ),
    Tongue(
        "en", 4,
        _words("Layla Noor Yasmin"), _words("Omar Yusuf Zayd"),
        _words("Hanan Rania"), _words("Khalid Sami"), _words("Haddad al-Masri Nasser"),
    ),
    Tongue(
        "en", 3,
        _words("Hodan Ifrah Sagal"), _words("Abdi Liban Guled"),
        _words("Faduma Halimo"), _words("Ahmed Hassan"), _words("Warsame Jama Farah"),
    ),
    Tongue(
        "en", 3,
        _words("Beatriz Inês Leonor"), _words("João Tiago Gonçalo"),
        _words("Ana Sofia"), _words("Rui Nuno"), _words("Silva Santos Conceição"),
    ),
    Tongue(
        "en", 2,
        _words("Kavya Diya"), _words("Arun Karthik"), _words("Priya Meena"), _words("Suresh Ravi"),
        _words("Patel Shah Subramaniam"),
    ),
    Tongue(
        "en", 2,
        _words("Solomiya Daryna"), _words("Taras Bohdan"), _words("Oksana Iryna"),
        _words("Andriy Serhiy"), _words("Shevchenko Kovalenko"),
    ),
    Tongue(
        "en", 2,
        _words("Temitope Ngozi"), _words("Ayodele Chidi"), _words("Folake Adaeze"),
        _words("Babatunde Emeka"), _words("Adeyemi Okafor"),
    ),
    Tongue(
        "en", 2,
        _words("Mei Xinyi"), _words("Wei Haoran"), _words("Li-Na Fang"), _words("Jun Ming"),
        _words("Chen Wong"),
    ),
)  # fmt: skip
CLASSES = (
    ("Acorn", "R"), ("Willow", "1"), ("Hazel", "2"), ("Rowan", "3"),
    ("Oak", "4"), ("Beech", "5"), ("Elm", "6"),
)  # fmt: skip
STREETS = _words("Church Mill Station Orchard Meadow Chapel Park School Bridge Kingsway")
