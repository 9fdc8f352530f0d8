package dev.portcullis.lineage.connector;

import java.util.Locale;

/// The name of a constant outside of the code: in evidence, snapshots and policies it is in lower case.
public final class Word {
    private Word() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
