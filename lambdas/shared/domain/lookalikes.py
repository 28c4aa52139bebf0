"""Letters of other alphabets that look like Latin ones, and characters that nobody sees."""

import re

LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏոԛԝαεορτυχικνβηγоьмнткв",
    "aeopcyxijsdhlnqwaeoptuxiknbngobmhtkb",
)
INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\u00ad\ufeff\u180e\U000e0000-\U000e007f]")
