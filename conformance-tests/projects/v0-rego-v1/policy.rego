package policy

import rego.v1

allow if input.x in {1, 2}

kinds contains k if some k, _ in input.map
