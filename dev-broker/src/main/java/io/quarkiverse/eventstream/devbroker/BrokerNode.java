package io.quarkiverse.eventstream.devbroker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * One node, in its own JVM, which {@link NodeProcess} has started; with {@link Rehearsal} the only class of this module that uses Kafka. It
 * formats its storage if that is new, and runs until its parent asks it to stop. It also ends at the end of its standard input, because its
 * parent has died then.
 */
final class BrokerNode {

    private static final long STOP_SECONDS = 9;
    private static final long ORPHAN_SECONDS = 3;

    private final Properties kafka = new Properties();
    private final Properties launcher = new Properties();

    private BrokerNode(Path file) throws IOException {
        Properties all = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            all.load(in);
        }
        all.forEach((key, value) -> (key.toString().startsWith(NodeFile.PREFIX) ? launcher : kafka).put(key, value));
    }

    /** Runs a node until the parent stops it. */
    public static void main(String[] arguments) {
        try {
            BrokerNode node = new BrokerNode(Path.of(arguments[0]));
            NodeLog.open(Path.of(node.launcher.getProperty(NodeFile.LOG_FILE)));
            node.run();
            System.exit(0);
        } catch (Throwable e) {
            // After any failure, the process must not remain half started.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void run() throws Exception {
        // The watch comes first, because the parent may die during the start.
        Thread watch = new Thread(this::watchParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        KafkaConfig config = new KafkaConfig(kafka, false);
        format(config);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        System.out.println(NodeFile.READY);
        System.out.flush();
        if (launcher.containsKey(NodeFile.REHEARSAL)) {
            Rehearsal.run(kafka);
        } else {
            server.awaitShutdown();
        }
    }

    private void format(KafkaConfig config) throws Exception {
        List<String> users = new ArrayList<>();
        launcher.stringPropertyNames().stream().filter(key -> key.startsWith(NodeFile.SCRAM)).sorted()
                .forEach(key -> users.add(launcher.getProperty(key)));
        String directory = kafka.getProperty("log.dirs");
        Files.createDirectories(Path.of(directory));
        new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setIgnoreFormatted(true)
                .setClusterId(launcher.getProperty(NodeFile.CLUSTER_ID))
                .setNodeId(config.nodeId())
                .setControllerListenerName(kafka.getProperty("controller.listener.names"))
                .addDirectory(directory)
                .setMetadataLogDirectory(directory)
                .setScramArguments(users)
                .run();
    }

    /** Reads standard input: a line is the request to stop, and the end means that the parent has died. */
    private void watchParent() {
        try (Scanner lines = new Scanner(System.in, StandardCharsets.US_ASCII)) {
            while (lines.hasNextLine()) {
                if (lines.nextLine().equals(NodeFile.STOP)) {
                    end(STOP_SECONDS);
                    return;
                }
            }
        }
        String temporary = launcher.getProperty(NodeFile.TEMPORARY);
        if (temporary != null) {
            int node = Integer.parseInt(kafka.getProperty("node.id"));
            DataDirectory.deleteNode(Path.of(temporary), node);
            // Kafka still runs, and may have written to it in the meantime.
            DataDirectory.deleteNode(Path.of(temporary), node);
            Runtime.getRuntime().halt(0);
        }
        end(ORPHAN_SECONDS);
    }

    /** A clean shutdown may never end, for example without a majority of nodes: then the process is halted. */
    private static void end(long seconds) {
        Thread last = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(seconds);
            } catch (InterruptedException e) {
                // The process ends sooner.
            }
            Runtime.getRuntime().halt(0);
        }, "last-resort");
        last.setDaemon(true);
        last.start();
        System.exit(0);
    }
}
