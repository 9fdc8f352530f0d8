package dev.portcullis.lineage.connector;

/// What kind of consumer uses a credential. Familiarity is inherited only inside a [Group].
public enum ConsumerType {
    WORKLOAD(Group.WORKLOAD),
    PIPELINE(Group.WORKLOAD),
    FUNCTION(Group.WORKLOAD),
    CONTAINER(Group.WORKLOAD),
    JOB(Group.WORKLOAD),
    AI_AGENT(Group.AGENT),
    MCP_SERVER(Group.AGENT),
    SAAS_APP(Group.AGENT),
    USER(Group.HUMAN),
    SESSION(Group.HUMAN);

    private final Group group;

    ConsumerType(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    /// The name in evidence, snapshots and policies.
    public String word() {
        return Word.of(this);
    }

    /// Who acts: a program that does the same every day, a program that decides for itself, or a person.
    public enum Group {
        WORKLOAD,
        AGENT,
        HUMAN;

        /// The name in baseline keys and policies.
        public String word() {
            return Word.of(this);
        }
    }
}
