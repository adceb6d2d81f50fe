package io.quarkiverse.eventstream.devbroker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Parses the command line of {@link DevBrokerMain}. */
final class Arguments {

    static final String USAGE = """
            Starts Kafka on the loopback address, for development; runs until it is interrupted (Ctrl-C).

            Usage: java -jar quarkus-eventstream-dev-broker.jar [options]

              --port PORT             port of the first node, the others take those after it; 0 for free ones (default: 9092)
              --nodes N               one node (default), or three of which one may fail
              --data DIR              keep the data there (default: a temporary directory, deleted at the end)
              --partitions N          partitions of a topic that is created without saying so (default: 1)
              --no-auto-create        do not create topics that are used but do not exist
              --property NAME=VALUE   a broker property of Kafka's; repeatable
              --tls                   encrypt the connections of clients
              --tls-validity DURATION the same, with a certificate that is valid that long, for example PT1H, or -P1D if it
                                      is to have expired
              --tls-client-auth       the same, and take only clients that show a certificate
              --scram-user NAME:PASSWORD
                                      take only clients that log in; repeatable
              --acls                  access control lists; the first user is the super user
              --super-user NAME       the same, with that super user; repeatable
              --jvm-argument ARGUMENT for the nodes' JVMs, for example -Xmx512m; repeatable
              --start-timeout SECONDS how long the start may take (default: 60)
              --class-archive         start nothing, but store Kafka's classes next to the jar in the form that the JVM needs: after
                                      that, a start takes a third less computing time
              --exit-with-parent      stop when standard input ends, as it does when the process that started this dies
              --help                  print this
            """;

    private static final int DEFAULT_PORT = 9092;

    private final DevBroker.Builder builder = DevBroker.builder().port(DEFAULT_PORT);
    private final Deque<String> rest;
    private final Deque<String> superUsers = new ArrayDeque<>();
    private boolean acls;
    private boolean exitWithParent;
    private boolean classArchive;
    private boolean help;

    private Arguments(List<String> arguments) {
        this.rest = new ArrayDeque<>(arguments);
    }

    /** Fails with an {@link IllegalArgumentException} whose message is for the user. */
    static Arguments parse(String... line) {
        Arguments arguments = new Arguments(List.of(line));
        while (!arguments.rest.isEmpty()) {
            arguments.read(arguments.rest.remove());
        }
        if (arguments.acls) {
            arguments.builder.acls(arguments.superUsers.toArray(String[]::new));
        }
        return arguments;
    }

    private void read(String option) {
        switch (option) {
            case "--port" -> builder.port(number(option));
            case "--nodes" -> builder.nodes(number(option));
            case "--data" -> builder.dataDirectory(Path.of(value(option)));
            case "--partitions" -> builder.partitions(number(option));
            case "--no-auto-create" -> builder.autoCreateTopics(false);
            case "--property" -> {
                String[] pair = pair(option, "=");
                builder.property(pair[0], pair[1]);
            }
            case "--tls" -> builder.tls();
            case "--tls-validity" -> builder.tls(duration(option));
            case "--tls-client-auth" -> builder.tlsClientAuthentication();
            case "--scram-user" -> {
                String[] pair = pair(option, ":");
                builder.scramUser(pair[0], pair[1]);
            }
            case "--acls" -> acls = true;
            case "--super-user" -> {
                acls = true;
                superUsers.add(value(option));
            }
            case "--jvm-argument" -> builder.jvmArguments(value(option));
            case "--start-timeout" -> builder.startTimeout(Duration.ofSeconds(number(option)));
            case "--class-archive" -> classArchive = true;
            case "--exit-with-parent" -> exitWithParent = true;
            case "--help", "-h" -> help = true;
            default -> throw new IllegalArgumentException("There is no option " + option);
        }
    }

    private String value(String option) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.remove();
    }

    private int number(String option) {
        String value = value(option);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a whole number: " + value, e);
        }
    }

    private Duration duration(String option) {
        String value = value(option);
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + " needs a duration such as PT1H or -P1D: " + value, e);
        }
    }

    private String[] pair(String option, String separator) {
        String value = value(option);
        String[] pair = value.split(separator, 2);
        if (pair.length < 2) {
            // Without the value, which may be a password.
            throw new IllegalArgumentException(option + " needs a name and a value with \"" + separator + "\" between");
        }
        return pair;
    }

    DevBroker.Builder builder() {
        return builder;
    }

    boolean exitWithParent() {
        return exitWithParent;
    }

    boolean classArchive() {
        return classArchive;
    }

    boolean help() {
        return help;
    }
}
