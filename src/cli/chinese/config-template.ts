/** What `config init` writes, in Chinese. */
export const configTemplate = `# gizwits-tail 的配置文件：gizwits-tail --profile NAME，或 GIZWITS_PROFILE=NAME。
#
# 每个 profile 是一组 gizwits-tail 的选项，用长选项名书写：字符串、数字、true 和 false；可重复的选项写成列表。
# 命令行优先于环境变量，环境变量优先于 profile。
# 检查本文件：gizwits-tail config check

# 没有指定时使用的 profile。
# default = "plant"

# SNoti 2.x：产品，各有自己的 auth_id。
# [profiles.plant]
# host = "snoti.gizwits.com"              # 美国 ussnoti.gizwits.com，欧洲 eusnoti.gizwits.com
# subkey = "my_desk"                      # 自己专用的队列
# time = "iso"
# filter = ["event_type=attr_alert,attr_fault"]
#
# [[profiles.plant.products]]
# product_key = "PRODUCT_KEY"
# auth_id = "AUTH_ID"
# secret_command = ["pass", "show", "gizwits/plant"]   # 该命令输出 auth_secret
#
# [[profiles.plant.products]]
# product_key = "PRODUCT_KEY_2"
# auth_id = "AUTH_ID_2"
# secret = "AUTH_SECRET_2"
# subkey = "other"
# events = ["device.online", "device.offline"]

# 消息代理 1.0：企业。
# [profiles.company]
# id = "ENTERPRISE_ID"
# secret-file = "~/.gizwits-secret"       # 也可以写 secret 或 secret_command
# ping-interval = "30s"
# prefetch = 500
# peek = true
`
