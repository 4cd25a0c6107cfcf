"""Text to tree, within bounds: what takes a parser long is refused before it parses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from sqlglot import Dialect as Grammar
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from .functions import FUNCTIONS
from .policy import Dialect, Policy
from .verdict import Refusal
from .wordlists import words

MOST_CHARACTERS: Final = 10_000
MOST_TOKENS: Final = 2_000
DEEPEST_BRACKETS: Final = 30
DEEPEST_TYPES: Final = 6
"""`DATE(DATE(…))`: sqlglot tries each as a type and as a function, twice the work for each."""
MOST_JOINS: Final = 10
"""The same holds for joins without ON: 10 take 7 ms, 20 take minutes."""
MOST_SELECTS: Final = 50
DEEPEST_TREE: Final = 120

_STATEMENT_WORDS: Final = words(
    """
    ALTER ATTACH CREATE DEALLOCATE DECLARE DELETE DETACH DROP DUMPFILE EXEC EXECUTE GRANT
    HANDLER INSERT INTO LISTEN MERGE NOTIFY OUTFILE PRAGMA PREPARE PROCEDURE REINDEX REVOKE
    ROLLBACK SAVEPOINT SET SHUTDOWN TRUNCATE UNLOCK UPDATE VACUUM
    """
)
"""Words that begin something else than a query. T-SQL needs no semicolon before them, and sqlglot
takes `SELECT 1 DELETE` for an alias; a column that has such a name is written in quotes."""
_TSQL_STATEMENT_WORDS: Final = _STATEMENT_WORDS | words(
    """
    BACKUP BEGIN BREAK BULK CHECKPOINT CLOSE COMMIT CONTINUE DBCC DENY DISABLE ENABLE GO GOTO
    KILL LINENO LOAD OPEN OPENDATASOURCE OPENQUERY OPENROWSET OPENXML PRINT RAISERROR READTEXT
    RECEIVE RECONFIGURE RESTORE RETURN REVERT SAVE SEND SETUSER THROW UPDATETEXT USE WAITFOR
    WHILE WRITETEXT
    """
)
_QUOTED: Final = frozenset((TokenType.IDENTIFIER, TokenType.STRING, TokenType.NATIONAL_STRING))
_FORBIDDEN_TOKENS: Final = frozenset(
    (TokenType.L_BRACE, TokenType.R_BRACE, TokenType.L_BRACKET, TokenType.HINT)
)


def read(sql: str, dialect: Dialect, policy: Policy) -> exp.Query:
    """The one query that the text is. Raises Refusal."""
    _check_characters(sql)
    grammar = Grammar.get_or_raise(dialect)
    try:
        tokens = grammar.tokenize(sql)
        _check_tokens(tokens, grammar, dialect, policy)
        statements = grammar.parser(error_level=ErrorLevel.IMMEDIATE).parse(tokens, sql)
    except SqlglotError as error:
        raise Refusal("syntax", "not understood as a query") from error
    trees = [tree for tree in statements if tree is not None]
    if len(trees) != 1:
        raise Refusal("many_statements", "exactly one statement is allowed")
    tree = trees[0]
    while isinstance(tree, exp.Subquery) and tree.args.keys() == {"this"}:
        tree = cast("exp.Expr", tree.this)
    if not isinstance(tree, exp.Select | exp.SetOperation):
        raise Refusal("not_a_query", "only SELECT is allowed")
    _check_depth(tree)
    return tree


def _check_characters(sql: str) -> None:
    if len(sql) > MOST_CHARACTERS:
        raise Refusal("too_large", f"longer than {MOST_CHARACTERS} characters")
    for character in sql:
        code = ord(character)
        if (code < 32 and character not in "\t\r\n") or code == 127 or 0xD800 <= code < 0xE000:
            raise Refusal("character", f"the character U+{code:04X} is not allowed")


def _check_tokens(
    tokens: Sequence[Token], grammar: Grammar, dialect: Dialect, policy: Policy
) -> None:
    if not tokens:
        raise Refusal("not_a_query", "empty")
    if len(tokens) > MOST_TOKENS:
        raise Refusal("too_large", f"more than {MOST_TOKENS} words and signs")
    first = next((each for each in tokens if each.token_type != TokenType.L_PAREN), tokens[0])
    if first.token_type not in (TokenType.SELECT, TokenType.WITH):
        raise Refusal("not_a_query", "only SELECT is allowed")
    forbidden = _TSQL_STATEMENT_WORDS if dialect == "tsql" else _STATEMENT_WORDS
    own = {name.casefold() for table in policy.allowed.items() for name in (table[0], *table[1])}
    joins = selects = 0
    for place, token in enumerate(tokens):
        kind, text = token.token_type, token.text
        if any(comment.startswith(("!", "M!", "+")) for comment in token.comments):
            raise Refusal("hint", "comments that the server executes are not allowed")
        if kind in _FORBIDDEN_TOKENS:
            raise Refusal("construct", f"{text or kind.value} is not allowed")
        if kind == TokenType.SEMICOLON and place != len(tokens) - 1:
            raise Refusal("many_statements", "exactly one statement is allowed")
        if kind in _QUOTED:
            continue
        called = place + 1 < len(tokens) and tokens[place + 1].token_type == TokenType.L_PAREN
        if called and text.upper() in FUNCTIONS[dialect]:
            continue
        if text.upper() in forbidden and text.casefold() not in own:
            raise Refusal("statement_word", f"{text.upper()} is not allowed")
        joins += kind in (TokenType.JOIN, TokenType.STRAIGHT_JOIN)
        selects += kind == TokenType.SELECT
    if joins > MOST_JOINS or selects > MOST_SELECTS:
        raise Refusal("too_large", f"more than {MOST_JOINS} joins or {MOST_SELECTS} SELECTs")
    _check_brackets(tokens, cast("Any", grammar.parser_class).TYPE_TOKENS)


def _check_brackets(tokens: Sequence[Token], types: frozenset[TokenType]) -> None:
    open_: list[bool] = []
    before = None
    for token in tokens:
        if token.token_type == TokenType.L_PAREN:
            open_.append(before in types)
            if len(open_) > DEEPEST_BRACKETS or sum(open_) > DEEPEST_TYPES:
                raise Refusal("too_deep", "too many brackets within brackets")
        elif token.token_type == TokenType.R_PAREN and open_:
            open_.pop()
        before = token.token_type


def _check_depth(tree: exp.Expr) -> None:
    """What comes after walks the tree by recursion."""
    level = [tree]
    for _ in range(DEEPEST_TREE):
        level = [child for node in level for child in node.iter_expressions()]
        if not level:
            return
    raise Refusal("too_deep", "too many expressions within expressions")
