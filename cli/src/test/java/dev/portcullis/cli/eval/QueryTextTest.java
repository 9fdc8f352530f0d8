package dev.portcullis.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "data.a                         | data.a@1:1",
                "data.a ;   true                | data.a@1:1~true@1:12",
                "x := [1,/2]; x[0]/y := 2       | x := [1,/2]@1:1~x[0]@2:5~y := 2@3:1",
                "\"a;\\\";b\" == `c;\"` # d; e/1 | \"a;\\\";b\" == `c;\"`@1:1~1@2:1",
                "some i, j; p[i]                | p[i]@1:12",
                "some x in [1]; x               | some x in [1]@1:1~x@1:16",
                "every x in [1] { x > 0; true } | every x in [1] { x > 0; true }@1:1",
                "\"é\"; 1                       | \"é\"@1:1~1@1:6",
                "\"never closed ; 1             | \"never closed ; 1@1:1",
                ";                              | ''",
            })
    void expressionsAreSplitWithTheirPlaces(String query, String pieces) {
        String found = QueryText.split(query.replace('/', '\n')).stream()
                .map(piece -> piece.text().replace('\n', '/') + "@" + piece.row() + ":" + piece.column())
                .collect(Collectors.joining("~"));
        assertEquals(pieces.equals("''") ? "" : pieces, found);
    }
}
