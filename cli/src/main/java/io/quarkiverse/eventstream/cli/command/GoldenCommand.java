package io.quarkiverse.eventstream.cli.command;

import picocli.CommandLine.Command;

/** The commands for golden records. */
@Command(name = "golden", subcommands = {GoldenPublishCommand.class, GoldenCompareCommand.class},
        synopsisSubcommandLabel = "COMMAND", header = "Tests a client of any language with golden records.",
        description = "Publishes golden records of the Go SDK and of this bus for a client to read and to publish again, and compares.")
public final class GoldenCommand {}
