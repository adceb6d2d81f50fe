package io.quarkiverse.eventstream.devbroker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Starts a {@link DevBroker} from the command line: {@code java -jar quarkus-eventstream-dev-broker.jar --help}.
 * <p>
 * When Kafka accepts requests, it prints one line that begins with {@code ready} and has the address; with TLS or users, also the path of
 * a file with the properties that a client needs. Exits with 1 if the broker does not start or ends unexpectedly, with 2 if the arguments
 * are invalid.
 */
public final class DevBrokerMain {

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final long WATCH_MILLIS = 500;

    private static volatile boolean ending;

    private DevBrokerMain() {}

    /** Starts the broker and waits for its end. */
    public static void main(String[] line) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "ending"));
        System.exit(run(line));
    }

    private static int run(String... line) {
        try {
            Arguments arguments = Arguments.parse(line);
            if (arguments.help()) {
                System.out.print(Arguments.USAGE);
                return 0;
            }
            if (arguments.classArchive()) {
                System.out.println("The archive of classes is " + new ClassArchive(ownJar()).create());
                return 0;
            }
            if (arguments.exitWithParent()) {
                // Before the start, because the parent may die during it. The broker's shutdown hook does the rest.
                Thread watch = new Thread(DevBrokerMain::exitWithParent, "parent-watch");
                watch.setDaemon(true);
                watch.start();
            }
            try (DevBroker broker = arguments.builder().start()) {
                System.out.println(ready(broker));
                return watch(broker);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + ". See --help for what there is");
            return WRONG_ARGUMENTS;
        } catch (DevBrokerException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            return FAILED;
        }
    }

    private static Path ownJar() {
        URI classes = URI.create(DevBrokerMain.class.getProtectionDomain().getCodeSource().getLocation().toString());
        Path location = Path.of(classes);
        if (!Files.isRegularFile(location)) {
            throw new IllegalArgumentException("--class-archive needs the runnable jar");
        }
        return location;
    }

    private static String ready(DevBroker broker) {
        StringBuilder line = new StringBuilder("ready: Kafka on ").append(broker.bootstrapServers())
                .append(", data and logs in ").append(broker.dataDirectory());
        if (broker.clientProperties().size() > DevBroker.PLAIN_CLIENT_PROPERTIES) {
            Path file = broker.dataDirectory().resolve("client.properties");
            Properties properties = new Properties();
            properties.putAll(broker.clientProperties());
            DataDirectory.write(file, properties);
            line.append(", clients need ").append(file);
        }
        return line.toString();
    }

    private static int watch(DevBroker broker) throws InterruptedException {
        for (int node = 1;; node = node % broker.nodes() + 1) {
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
            if (!broker.isRunning(node)) {
                // Ctrl-C also ends the nodes: then this JVM is about to end as well, and the message would be noise.
                TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
                if (!ending) {
                    System.err.println("Node " + node + " has ended on its own: see " + broker.logFile(node));
                }
                return FAILED;
            }
        }
    }

    private static void exitWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Equivalent to the end of the input.
        }
        System.exit(0);
    }
}
