/** The shape of a question to the hunting store. What fields, operators and values mean is not decided here. */
grammar Question;

options {
    caseInsensitive = true;
}

question : anyOf? EOF ;

anyOf : allOf (OR allOf)* ;

allOf : condition (AND condition)* ;

condition : NOT* (comparison | OPEN anyOf CLOSE) ;

comparison : field=WORD (operator value | IN LIST value (COMMA value)* END) ;

operator
    : EQUAL
    | DIFFERENT
    | GREATER
    | AT_LEAST
    | LESS
    | AT_MOST
    | STARTS_WITH
    | ENDS_WITH
    | CONTAINS
    ;

/** IN is a direction too. */
value : STRING | WORD | IN ;

AND : '&&' | 'and' ;
OR : '||' | 'or' ;
NOT : '!' | 'not' ;
OPEN : '(' ;
CLOSE : ')' ;
LIST : '[' ;
END : ']' ;
COMMA : ',' ;

EQUAL : '=' | '==' ;
DIFFERENT : '!=' ;
GREATER : '>' ;
AT_LEAST : '>=' ;
LESS : '<' ;
AT_MOST : '<=' ;
STARTS_WITH : 'starts_with' ;
ENDS_WITH : 'ends_with' ;
CONTAINS : 'contains' ;
IN : 'in' ;

/** Fields, and values that need no quotes: words, numbers, addresses, times, flags, plain paths. */
WORD : [\p{L}\p{M}\p{N}_.:/@+\-]+ ;

/** Quotes of one kind, plain or typographic, end each other, as if all were typed plainly. */
STRING
    : ["\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033] IN_DOUBLE* ["\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033]
    | ['\u2018\u2019\u201A\u201B\u2039\u203A\u2032] IN_SINGLE* ['\u2018\u2019\u201A\u201B\u2039\u203A\u2032]
    ;

UNCLOSED
    : ["\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033] IN_DOUBLE* '\\'?
    | ['\u2018\u2019\u201A\u201B\u2039\u203A\u2032] IN_SINGLE* '\\'?
    ;

fragment IN_DOUBLE : '\\' . | ~["\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033\\] ;
fragment IN_SINGLE : '\\' . | ~['\u2018\u2019\u201A\u201B\u2039\u203A\u2032\\] ;

/** What is pasted from pages and mails separates as a space does. */
SPACE : [\p{White_Space}\u200B\u2060\uFEFF]+ -> skip ;

UNEXPECTED : . ;
