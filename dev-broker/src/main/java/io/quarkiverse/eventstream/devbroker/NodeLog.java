package io.quarkiverse.eventstream.devbroker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what a node logs to a file: warnings and errors, in one file that starts again at ten megabytes. */
final class NodeLog {

    private static final int LIMIT = 10_000_000;
    private static final String FORMAT = "%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n";
    private static final String JBOSS = "org.jboss.logmanager.LogManager";

    private NodeLog() {}

    /** Call it before anything logs. */
    static void open(Path file) throws IOException {
        System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
        // A few of Kafka's classes name log4j's API, which complains on the console that there is no log4j.
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        // On the class path of a Quarkus application, SLF4J logs to JBoss's log manager, which must then be the JDK's.
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
