package dev.portcullis.bridge.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallersTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Question.Subject SUBJECT =
            new Question.Subject("ai_agent", "endpoint:ai_agent:lt/cursor", Map.of(), List.of());

    @TempDir
    Path folder;

    private TokenFile file(String name, String content, String mode) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return new TokenFile(file, SUBJECT);
    }

    private static Callers callers(TokenFile... files) {
        return new Callers(Settings.with(List.of(files), null), InstantSource.system());
    }

    @Test
    void tokenOfAFile_isItsSubjects() throws IOException {
        TokenFile other = file("other", TOKEN.replace('0', 'x'), "rw-------");
        TokenFile own = file("own", TOKEN, "rw-r-----");

        assertEquals(new Recognition.Known(SUBJECT), callers(other, own).recognise(TOKEN));
    }

    @Test
    void replacedToken_countsFromThenOn() throws IOException {
        Callers callers = callers(file("own", TOKEN, "rw-------"));
        String next = TOKEN.replace('0', 'n');
        file("own", next, "rw-------");

        assertEquals(new Recognition.Stranger("the token is not known"), callers.recognise(TOKEN));
        assertEquals(new Recognition.Known(SUBJECT), callers.recognise(next));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", the token is not known
            0123456789abcdef0123456789abcde, the token is not known
            0123456789abcdef0123456789abcdeF, the token is not known
            0123456789abcdef0123456789abcdef0, the token is not known
            a.b.c, the token is not known
            """)
    void otherTokens_areOfNobody(String token, String why) throws IOException {
        String expected = token.isEmpty() ? "there is no token: the header `Authorization` is missing" : why;

        assertEquals(
                new Recognition.Stranger(expected),
                callers(file("own", TOKEN, "rw-------")).recognise(token));
    }

    @Test
    void lineBreakAtTheEnd_isSaid() throws IOException {
        TokenFile file = file("own", TOKEN + "\n", "rw-------");

        assertEquals(
                "the token file `" + file.file()
                        + "` ends with a line break, which the AWS SDK for Python does not accept",
                assertThrows(IOException.class, file::read).getMessage());
        assertEquals(
                new Recognition.Stranger("the token is not known"),
                callers(file).recognise(TOKEN));
    }

    @Test
    void tokenInTwoFiles_isOfNobody() throws IOException {
        Callers callers = callers(file("a", TOKEN, "rw-------"), file("b", TOKEN, "rw-------"));

        assertEquals(new Recognition.Stranger("the token is in more than one token file"), callers.recognise(TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef0123456789abcdef, rw-r--r--, can be read by others",
        "short, rw-------, holds no single word of at least 32 printable ASCII characters",
        "two words that are long enough together, rw-------, holds no single word"
    })
    void unusableFile_saysWhyAndHoldsNothing(String content, String mode, String why) throws IOException {
        TokenFile file = file("own", content, mode);

        assertTrue(String.valueOf(assertThrows(IOException.class, file::read).getMessage())
                .contains(why));
        assertEquals(
                new Recognition.Stranger("the token is not known"),
                callers(file).recognise(content));
    }
}
