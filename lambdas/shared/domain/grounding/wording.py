"""How much of a sentence is about what the diff is about: word by word, names taken apart."""

from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.sentences import is_english

SMALL = frozenset(stems("the this that and for with from now not are was were has have will can its all one"))

# What any review says of any change: it counts neither for a sentence nor against it.
NEUTRAL = frozenset(
    stems(
        "the this that these those such and for with from now not are was were has have had will would can"
        " could should may might must all one new change code file add remove delete modify update rename"
        " replace introduce create raise lower increase reduce grow shrink shorten lengthen enable disable"
        " turn switch allow refuse require use keep set make take give get let run read write send pass call"
        " return check longer shorter higher larger smaller fewer more less any every each some another other"
        " first second last than instead before after until while when which who where what why also only"
        " still again never once twice nobody somebody anyone value line default number time way two three"
        " four five ten half double whole same different there here then them they into over under between"
        " within without through against about because but per down out off its been being does did access"
        " fail error stay remain apply cover contain hold name six seven eight nine user caller customer"
        " traffic service"
    )
)
_FEW = 4  # foreign words, and no other: another subject
_MANY = 7  # so many words, and at most a quarter of them known: a story


def is_about(sentence: str, material: Material) -> bool:
    """Only in English, the language of most code; short sentences in plain words are free to find their own."""
    if not is_english(sentence):
        return True
    words = stems(sentence) - NEUTRAL
    known = len(words & material.vocabulary)
    return not (len(words) >= _FEW and not known) and not (len(words) >= _MANY and 4 * known <= len(words))
