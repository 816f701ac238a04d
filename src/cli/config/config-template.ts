/** What `config init` writes: nothing but comments, which show what there can be. */
export const configTemplate = `# Profiles of gizwits-tail: gizwits-tail --profile NAME, or GIZWITS_PROFILE=NAME.
#
# A profile has any options of gizwits-tail by their long names: strings, numbers, true and false, and lists where
# an option may be given more than once. What is typed wins over the environment, and that over a profile.
# Check the file: gizwits-tail config check

# The profile that is used if none is named.
# default = "plant"

# SNoti 2.x: products, each with its auth id.
# [profiles.plant]
# host = "snoti.gizwits.com"              # ussnoti.gizwits.com: US, eusnoti.gizwits.com: EU
# subkey = "my_desk"                      # a queue of your own
# time = "iso"
# filter = ["event_type=attr_alert,attr_fault"]
#
# [[profiles.plant.products]]
# product_key = "PRODUCT_KEY"
# auth_id = "AUTH_ID"
# secret_command = ["pass", "show", "gizwits/plant"]   # prints the auth secret
#
# [[profiles.plant.products]]
# product_key = "PRODUCT_KEY_2"
# auth_id = "AUTH_ID_2"
# secret = "AUTH_SECRET_2"
# subkey = "other"
# events = ["device.online", "device.offline"]

# Message proxy 1.0: an enterprise.
# [profiles.company]
# id = "ENTERPRISE_ID"
# secret-file = "~/.gizwits-secret"       # or secret, or secret_command
# ping-interval = "30s"
# prefetch = 500
# peek = true
`
