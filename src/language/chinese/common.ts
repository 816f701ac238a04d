import { translated } from '../text.ts'

/** What texts are joined by, and what is said in many places. */
export const common = translated({
  '{list}, {name}': '{list}、{name}',
  '{names} or {last}': '{names} 或 {last}',
  ', ': '，',
  '; ': '；',
  ' ': '',
  '{what}: {said}': '{what}：{said}',
  'Did you mean {near}?': '是否想输入 {near}？',
  'did you mean {near}': '是否想写 {near}',

  'no such file or folder': '没有这个文件或目录',
  'a part of the path is not a folder': '路径中的某一级不是目录',
  'it is a folder': '这是目录',
  'permission denied': '没有权限',
  'the file system is read-only': '文件系统只读',
  'the disk is full': '磁盘已满',
  'the quota is exceeded': '超出磁盘配额',
  'the file may not grow further': '文件已达到大小上限',
  'too many open files': '打开的文件过多',
  'the name is too long': '名称过长',
  'the symbolic links go in a circle': '符号链接形成了循环',
  '{what} ({which})': '{what}（{which}）',
  '{given}: cannot read {path}: {why}': '{given}：无法读取 {path}：{why}',
  '{given}: cannot write {path}: {why}': '{given}：无法写入 {path}：{why}',
  'it is not a regular file': '这不是普通文件',
  'no result': '没有 result',
  '(not text)': '（不是文本）',
  'is not UTF-8': '不是 UTF-8',
})
