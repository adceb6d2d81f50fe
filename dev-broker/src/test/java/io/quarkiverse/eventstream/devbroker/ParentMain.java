package io.quarkiverse.eventstream.devbroker;

import java.nio.file.Path;

/** A parent process to kill: starts a broker, prints the ids of its process and the path of its data, and waits. Must not need Kafka. */
final class ParentMain {

    private ParentMain() {}

    /** The arguments: the class path of the node, and optionally a directory for its data. */
    public static void main(String[] arguments) throws InterruptedException {
        DevBroker.Builder builder = DevBroker.builder().classPath(arguments[0]);
        if (arguments.length > 1) {
            builder.dataDirectory(Path.of(arguments[1]));
        }
        DevBroker broker = builder.start();
        System.out.println(broker.pid(1) + " " + broker.dataDirectory());
        Thread.currentThread().join();
    }
}
