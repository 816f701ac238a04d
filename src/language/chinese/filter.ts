import { translated } from '../text.ts'

/** What is wrong with a filter, the keys in it, a template, or a list of fields. */
export const filter = translated({
  'the expression is empty': '表达式为空',
  'write {example}, or any of the forms in --help': '例如 {example}；全部写法见 --help',
  'a condition must follow {join}': '{join} 后面必须有条件',
  'a condition must precede {join}': '{join} 前面必须有条件',
  'conditions are joined by and, or, not and parentheses; any of several values is a list, a,b':
    '条件用 and、or、not 和括号连接；匹配多个值之一时写成列表，如 a,b',
  'the parentheses are empty': '括号里没有条件',
  'a condition is in more than {n} parentheses or not': '条件外面的括号和 not 超过 {n} 层',
  'and or or must follow': '后面必须是 and 或 or',
  'this parenthesis is not closed': '这个括号没有闭合',
  'this parenthesis has no opening one': '这个右括号没有对应的左括号',
  'one that belongs to a name or a value is written \\( or \\), or within quotes':
    '名称或值里的括号写作 \\( 或 \\)，或放在引号里',
  '{word} does not join conditions': '{word} 不能连接条件',
  'write {join}': '请写 {join}',
  'a space that belongs to the expression is written [ ]': '正则表达式里的空格写作 [ ]',
  'in quotes it is text': '放在引号里则是值的一部分',

  'a regular expression must follow {symbol}': '{symbol} 后面必须是正则表达式',
  'a number must follow {symbol}': '{symbol} 后面必须是数字',
  'numbers are written {form}': '数字的写法：{form}',
  'nothing may follow !key': '!key 后面不能再有内容',
  'an operator must follow the key': '键后面必须是运算符',
  'a space or colon that belongs to the key needs a \\ before it': '键里的空格或冒号前面要加 \\',
  '{signs} is not an operator': '{signs} 不是运算符',
  'a value that begins with {sign} is written in quotes, {example}': '以 {sign} 开头的值要加引号：{example}',
  'one of {symbols}': '可以用 {symbols}',

  '{sign} may separate two values or belong to one': '“{sign}”可能是分隔符，也可能是值的一部分',
  'values are separated by an ASCII comma, a,b; a value that contains {sign} must be quoted':
    '值之间用半角逗号分隔，如 a,b；含有“{sign}”的值要加引号',
  'the quote is not closed': '引号没有闭合',
  'a literal one is {quote}': '引号本身写作 {quote}',
  'only a comma, and or or may follow a closing quote': '右引号后面只能是逗号、and 或 or',
  'a value is missing': '缺少值',
  'the empty text is written ""': '空文本写作 ""',
  'this is a second condition, not a value of the first': '这是另一个条件，不是前一个条件的值',
  'only values may follow': '这里只能写值',
  'and, or and not are for --filter; a value that contains them is quoted, {example}':
    'and、or、not 只能用在 --filter 里；含有它们的值要加引号：{example}',

  'too many wildcards, or too long ones, to be compared': '通配符过多或过长，无法比较',
  'any number of values without wildcards is fine; one regular expression may do instead':
    '不含通配符的值不限数量；也可以改用一个正则表达式',
  'more than {n} comparisons': '比较超过 {n} 个',
  'more than {n} different keys': '不同的键超过 {n} 个',
  'any of several values is a list, a,b, which may be of any length':
    '匹配多个值之一时写成列表，如 a,b，长度不限',

  'searched only the first {n} characters of {key}; the rest was not compared (reported once)':
    '{key} 只搜索了前 {n} 个字符，其余没有比较（只提示一次）',
  '{text} is one regular expression, since no condition follows; [ ] for a space says so':
    '{text} 整体是一个正则表达式，因为后面没有条件；空格写成 [ ] 就不再提示',
  '{text} is compared as one text, since no condition follows; quotes say so: {quoted}':
    '{text} 整体是一个值，因为后面没有条件；加上引号就不再提示：{quoted}',
  '{type} is not a type of message proxy 1.0; did you mean {near}?':
    '{type} 不是消息代理 1.0 的事件类型；是否想写 {near}？',
  '{type} is not a type of message proxy 1.0; the known types are {names}':
    '{type} 不是消息代理 1.0 的事件类型；已知的类型有 {names}',
  'no event has {key}; {near} is there': '事件里没有 {key}，但有 {near}',
  'none of the first {n} events has {key}; did you mean {near}?':
    '前 {n} 个事件都没有 {key}；是否想写 {near}？',
  'none of the first {n} events has {key}': '前 {n} 个事件都没有 {key}',

  'the regular expression is too large: searching one event could take long':
    '正则表达式过大：搜索一个事件可能要很久',
  'the regular expression is too large, a program of {size} steps: searching one event could take long':
    '正则表达式过大，编译后有 {size} 步：搜索一个事件可能要很久',
  'a smaller {count} or .* often does; a list of values is written key=a,b and compared without searching':
    '通常可以改用较小的 {count} 或 .*；一组值写作 key=a,b，不需要搜索',
  'the regular expression is invalid: {problem}': '正则表达式无效：{problem}',
  '{problem}: {part}': '{problem}：{part}',
  'invalid character class range': '字符类的范围无效',
  'invalid escape sequence': '转义无效',
  'invalid named capture': '命名分组无效',
  'invalid or unsupported Perl syntax': '语法无效或不支持',
  'invalid nested repetition operator': '量词不能连用',
  'invalid repeat count': '重复次数无效',
  'missing argument to repetition operator': '量词前面没有内容',
  'missing closing )': '缺少 )',
  'missing closing ]': '缺少 ]',
  'trailing backslash at end of expression': '末尾多了一个反斜杠',
  'unexpected )': '多了一个 )',
  'duplicate capture group name': '分组名称重复',
  'expression nests too deeply': '嵌套过深',
  'expression too large': '表达式过大',
  'lookahead and lookbehind are not in RE2: the engine supports only what takes linear time, so that no pattern can freeze the stream; a second filter with !~ often says the same':
    'RE2 不支持环视：它只支持线性时间的写法，任何表达式都不会卡住事件流；通常可以再加一个 !~ 条件来代替',
  'back-references are not in RE2: the engine supports only what takes linear time, so that no pattern can freeze the stream':
    'RE2 不支持反向引用：它只支持线性时间的写法，任何表达式都不会卡住事件流',
  'RE2 does not backtrack, so it needs no atomic groups or possessive repeats':
    'RE2 不回溯，不需要原子分组和占有量词',
  'RE2 writes a character by its code as {form}': 'RE2 中用编码表示字符写作 {form}',
  'RE2 writes the end of the text as \\z or $': 'RE2 中文本的结尾写作 \\z 或 $',
  'a repeat goes up to 1000 at most, from the smaller number to the larger':
    '重复次数最多 1000，小的写在前面',
  'wildcards follow = or !=; a regular expression writes any text as .*':
    '通配符用在 = 和 != 后面；正则表达式中任意文本写作 .*',

  'only a value may be quoted': '只有值可以加引号',
  'one that belongs to the name is written {escape}': '名称里的这个字符写作 {escape}',
  'write the condition alone, without select( ): did=x': '只写条件，不要 select( )：did=x',
  'a group is negated by not: not (a=1 or b=2)': '整组取反用 not：not (a=1 or b=2)',
  'a key cannot contain an unescaped {sign}': '键里的 {sign} 必须转义',
  'a key has at most {n} names': '键最多 {n} 级',
  'a key is a name, or names separated by dots: did, data.temp':
    '键是名称，或以点分隔的几级名称：did、data.temp',
  'an item of a list is named by its number: data.list.0': '列表里的一项用序号表示：data.list.0',
  'a [ that belongs to the name is written \\[': '名称里的 [ 写作 \\[',
  'brackets must contain a quoted name or a number': '方括号里必须是带引号的名称，或数字',
  'a key begins with a member of the event': '键直接以事件的成员开头',
  'a dot or an operator must follow the bracket': '方括号后面必须是点或运算符',
  'a name is missing at a dot': '点的前面或后面缺少名称',
  'the key is missing': '缺少键',
  'nothing follows the backslash': '反斜杠后面没有字符',
  'a literal backslash is \\\\': '反斜杠本身写作 \\\\',
  'a regular expression follows =~ or !~': '正则表达式用在 =~ 或 !~ 后面',
  '{escape} has no meaning here': '{escape} 在这里没有意义',
  '{escape} has no meaning here; a backslash makes a special character literal: {examples}':
    '{escape} 在这里没有意义；反斜杠用来写出特殊字符本身：{examples}',

  'a literal { is written {{': '{ 本身写作 {{',
  'a literal } is written }}': '} 本身写作 }}',
  'this { is not closed': '这个 { 没有闭合',
  'this } closes nothing': '这个 } 没有对应的 {',
  'a } must follow here': '这里必须是 }',
  'a width from 1 to {widest} must follow the colon': '冒号后面必须是 1 到 {widest} 的宽度',
  'a member is written {plain}, or {wide} with a width, {right} aligned right':
    '成员写作 {plain}；指定宽度写作 {wide}，右对齐写作 {right}',
  'a tab is written \\t, a newline \\n, a backslash \\\\': '制表符写作 \\t，换行写作 \\n，反斜杠写作 \\\\',
  'a comma must follow the key': '键后面必须是逗号',
  'fields are keys: did,data.temp': '列写成键的列表：did,data.temp',
})
