package io.quarkiverse.eventstream.cli.command;

import java.util.concurrent.Callable;

import io.quarkiverse.eventstream.cli.console.ExitCodes;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion script. */
@Command(name = "completion", header = "Prints the completion script of a shell.",
        description = "Prints a script that completes commands and options. For bash: source <(eventstream completion bash)")
public final class CompletionCommand implements Callable<Integer> {

    /** The shells that know the script. */
    private enum Shell {
        bash, zsh
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}; the script is the same for both.")
    private Shell shell;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        CommandLine root = command.root().commandLine();
        root.getOut().println(AutoComplete.bash(root.getCommandName(), root));
        return ExitCodes.OK;
    }
}
