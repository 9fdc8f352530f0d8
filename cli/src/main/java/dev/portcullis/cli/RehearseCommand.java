package dev.portcullis.cli;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.cli.grpc.DecisionClient;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `portcullis rehearse`: asks a running decision point what a file of stories asks, and compares the answers.
@Command(
        name = "rehearse",
        description = "Ask a file of questions and compare the answers with the expected ones.",
        footer = {
            "",
            "Each object of FILE is {\"name\", \"story\", \"request\", \"expect\"}; `expect` has effect, reason_code,",
            "reasons and obligations by type. Exit status: 0 every answer is as expected, 1 some answer is not."
        })
final class RehearseCommand implements Callable<Integer> {
    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Parameters(paramLabel = "FILE", description = "Stories as JSON, one object a line.")
    private String file = "";

    @Option(names = "--json", description = "Print one JSON object a line for each answer.")
    private boolean json;

    private final Console console;

    RehearseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<Story> stories = new ArrayList<>();
        for (JsonFile.Entry entry : JsonFile.read(file, console)) {
            stories.add(Story.parse(entry));
        }
        int surprises = 0;
        try (DecisionClient client = target.connect()) {
            for (Story story : stories) {
                Answer answer = client.decide(story.question());
                List<String> differences = story.expectation().differences(answer);
                surprises += differences.isEmpty() ? 0 : 1;
                print(story, answer, differences);
            }
        }
        String summary = stories.size() - surprises + " answers as expected, " + surprises + " not";
        if (!json) {
            console.out().println(summary);
        }
        return surprises == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(Story story, Answer answer, List<String> differences) {
        if (json) {
            console.out().println(RegoJson.write(toJson(story, answer, differences)));
        } else {
            console.out().println(story.story());
            console.out().println(AnswerText.of(answer).indent(2).stripTrailing());
            differences.forEach(each -> console.out().println("    UNEXPECTED  " + each));
            console.out().println();
        }
        for (String each : json ? differences : List.<String>of()) {
            console.err().println("portcullis: " + story.place() + ": " + story.name() + ": " + each);
        }
    }

    /// The answer's own object, with the story and how the answer differs.
    private static RegoObject toJson(Story story, Answer answer, List<String> differences) {
        RegoObject.Builder all = RegoObject.builder();
        RegoObject answerJson = answer.toJson();
        for (int slot : answerJson.sortedSlots()) {
            all.put(answerJson.key(slot), answerJson.value(slot));
        }
        return all.put("name", RegoString.of(story.name()))
                .put("story", RegoString.of(story.story()))
                .put(
                        "differences",
                        RegoArray.copyOf(
                                differences.stream().map(RegoString::of).toList()))
                .build();
    }
}
