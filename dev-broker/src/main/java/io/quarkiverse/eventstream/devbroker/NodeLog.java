package io.quarkiverse.eventstream.devbroker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Writes warnings and errors of a node to a file, which is rotated at ten megabytes. */
final class NodeLog {

    private static final int LIMIT = 10_000_000;
    private static final String FORMAT = "%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n";
    private static final String JBOSS = "org.jboss.logmanager.LogManager";

    private NodeLog() {}

    /** To be called before anything logs. */
    static void open(Path file) throws IOException {
        System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
        // Some of Kafka's classes use log4j's API, which prints a complaint about a missing log4j.
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        // On the class path of a Quarkus application, SLF4J logs to the JBoss log manager, which must then be the JDK's.
        if (NodeLog.class.getClassLoader().getResource(JBOSS.replace('.', '/') + ".class") != null) {
            System.setProperty("java.util.logging.manager", JBOSS);
        }
        LogManager.getLogManager().reset();
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), LIMIT, 1, true);
        handler.setFormatter(new SimpleFormatter());
        handler.setLevel(Level.WARNING);
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
    }
}
