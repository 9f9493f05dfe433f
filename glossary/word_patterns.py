"""What a word is, for all who look for names.

>>> LETTERS.findall("al-Assads 2 McDonald's")
['al', 'Assads', 'McDonald', 's']
>>> WORD.findall("al-Assads 2 McDonald's, Merkels'")
['al-Assads', "McDonald's", 'Merkels']
"""

import re

# Letters alone.
LETTERS = re.compile(r"[^\W\d_]+")
# Letters with hyphens and apostrophes between them.
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
