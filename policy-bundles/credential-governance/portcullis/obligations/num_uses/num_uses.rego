# METADATA
# title: Number of uses
# description: A token issued for a task ends after as many uses as the task's type says.
package portcullis.obligations.num_uses

import data.portcullis.lib.task

on_allow contains {"type": "num_uses", "properties": {"count": task.type.login_num_uses}} if {
	input.action.name == "token.issue"
	task.given
}
