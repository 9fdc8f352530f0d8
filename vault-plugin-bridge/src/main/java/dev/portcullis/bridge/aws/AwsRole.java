package dev.portcullis.bridge.aws;

import java.util.regex.Pattern;

/// A role that can be asked for.
///
/// @param partition of AWS, such as `aws` or `aws-us-gov`
/// @param account twelve digits
/// @param name of the role, with its IAM path if it has one: `team/exports-daily-reader`
/// @param seconds a session lives when the decision does not say less, 900 to 43,200; AWS ends it after an hour when
///     the broker itself runs on a role
public record AwsRole(String partition, String account, String name, int seconds) {
    /// Shortest and longest life of a session that AWS issues.
    public static final int SHORTEST_SECONDS = 900;

    public static final int LONGEST_SECONDS = 43_200;

    private static final Pattern PARTITION = Pattern.compile("aws(-[a-z]{2,10}){0,3}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern NAME = Pattern.compile("([!-~&&[^/]]{1,128}/)*[A-Za-z0-9+=,.@_-]{1,64}");

    public AwsRole {
        require(PARTITION, "partition", partition);
        require(ACCOUNT, "account", account);
        require(NAME, "name of a role", name);
        if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
            throw new IllegalArgumentException("a session of `" + name + "` lives `" + seconds + "` s, allowed is "
                    + SHORTEST_SECONDS + " to " + LONGEST_SECONDS);
        }
    }

    private static void require(Pattern form, String what, String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("the " + what + " is `" + text + "`, allowed is " + form);
        }
    }

    String arn() {
        return "arn:" + partition + ":iam::" + account + ":role/" + name;
    }

    /// Its id in decisions (`docs/spec/identifiers.md`).
    String id() {
        return "aws:role:" + account + "/" + name;
    }
}
