package io.quarkiverse.eventstream.cli.letters;

import io.quarkiverse.eventstream.operations.LetterFilter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The open letters that a command acts on, and who does so. All of a topic have to be asked for. */
public final class OpenLetters {

    @Parameters(paramLabel = "TOPIC", description = "A dead-letter topic's whole name, with the prefix.")
    private String topic;

    @Mixin
    private LetterSelection selection;

    @Option(names = "--all", order = 9, description = "All open letters of the topic, instead of those that meet conditions.")
    private boolean all;

    @Option(names = "--by", paramLabel = "NAME", order = 30, defaultValue = "${sys:user.name}",
            description = "Who does this, for the journal (default: the user of the operating system, ${DEFAULT-VALUE}).")
    private String by;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public String topic() {
        return topic;
    }

    public String by() {
        return by;
    }

    /** Whether there is one letter by its id. */
    public boolean isOneId() {
        return selection.isOneId();
    }

    /** The letters concerned. */
    public LetterFilter filter() {
        if (all != selection.isEmpty()) {
            throw new ParameterException(command.commandLine(), all
                    ? "--all is without conditions such as --fingerprint: leave one of them out."
                    : "Give a condition such as --fingerprint or --id; or --all for all open letters of " + topic + ".");
        }
        return selection.filter(topic).build();
    }
}
