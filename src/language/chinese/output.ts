import { translated } from '../text.ts'

/** What is said of outputs, and of files that are replayed. */
export const output = translated({
  'cannot write to the output: {why}': '无法写出：{why}',
  'Events that were not written completely were not acked and stay in the queue.':
    '未完整写出的事件没有 ack，仍在队列中。',
  'stdout is closed: there is nowhere to write events to': 'stdout 已关闭，事件无处可写',
  'To discard events, open /dev/null for writing only, as > /dev/null does.':
    '要丢弃事件，请以只写方式打开 /dev/null，即 > /dev/null。',

  'exited with 0 without reading all events (to ignore some on purpose, end the command with && cat > /dev/null)':
    '以 0 退出，但没有读完全部事件（如果是有意忽略，请在命令末尾加上 && cat > /dev/null）',
  'took longer than {time} (--exec-timeout)': '超过 {time} 仍未结束（--exec-timeout）',
  'could not be started: {why}': '无法启动：{why}',
  'was killed by {signal}': '被 {signal} 终止',
  'failed with exit code {code}': '失败，退出码 {code}',
  'was given up': '未完成，已放弃等待',
  'Events that it has not taken stay in the queue: {n}.': '它没有取走的事件仍在队列中：{n} 个。',
  "--exec: '{command}' is no shell command: {why}": "--exec：'{command}' 不是有效的 shell 命令：{why}",
  '--exec: the command {word} does not exist or is not executable': '--exec：命令 {word} 不存在或不可执行',
  '--exec: the command {word} is not found in PATH': '--exec：在 PATH 中找不到命令 {word}',

  '{path} cannot grow: {why}. No events are acked until there is room':
    '{path} 无法继续写入：{why}。有空间之前不会 ack 任何事件',
  'there is room for {path} again, after {time}': '{path} 又可以写入了，中断了 {time}',
  'there is no room for the end of {path}: all its lines are there, but it ends as if cut':
    '没有空间写 {path} 的结尾：各行都在，但文件看起来不完整',
  'cannot record to {path}: {why}': '无法录制到 {path}：{why}',
  'Events that were not recorded were not acked and stay in the queue.': '未录制的事件没有 ack，仍在队列中。',
  'the file was deleted': '文件已被删除',
  '--keep: cannot delete an old recording: {why}': '--keep：无法删除旧的录制文件：{why}',

  '{path} is a folder; name the files in it': '{path} 是目录，请写出其中的文件',
  'cannot read on in {file}: {why}': '{file} 读取中断：{why}',
  '{file} is a {kind} file; only a plain file can be followed':
    '{file} 是 {kind} 文件；只有未压缩的文件可以用 --follow',
  '{file} is a {kind} file, which needs Node {version} or newer':
    '{file} 是 {kind} 文件，需要 Node {version} 或更高版本',
  '{file} is a {kind} file, which this program does not read': '{file} 是 {kind} 文件，本程序无法读取',
  '{file} is damaged: {why}': '{file} 已损坏：{why}',
  'nothing of it can be read': '完全无法读取',
  'Unpack it on the way: {unpack} FILE | gizwits-tail replay -':
    '可以边解压边读取：{unpack} FILE | gizwits-tail replay -',
  '{n} bytes: {text}': '{n} 字节：{text}',
  '{file} ends within its {compression} data': '{file} 不完整：{compression} 数据没有结束',
  '{file} ends in an incomplete line, {line}: {text}': '{file} 的最后一行（第 {line} 行）不完整：{text}',
})
