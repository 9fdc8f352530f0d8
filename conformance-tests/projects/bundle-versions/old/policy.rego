package old

allow { input.x == data.data2.limit }

names[n] { n := data.data2.names[_] }
