package io.quarkiverse.eventstream.quickstart.desk;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The settings of {@code quickstart/run}.
 *
 * @param home the folder of the quickstart
 * @param orders the number of orders to publish
 * @param broker the address of an existing broker; empty to start one
 * @param prefix the prefix of topics and groups; a new one for each run on a shared broker
 */
record Settings(Path home, int orders, Optional<String> broker, String prefix) {

    static Settings ofSystemProperties() {
        Optional<String> broker = Optional.ofNullable(System.getProperty("shop.broker"));
        String prefix = broker.map(named -> "quickstart-" + UUID.randomUUID().toString().substring(0, 8)).orElse("shop");
        return new Settings(Path.of(System.getProperty("shop.home")), Integer.getInteger("shop.orders"), broker, prefix);
    }

    /** The log of a process. */
    Path log(String process) {
        return home.resolve("target/logs/" + process + ".log");
    }
}
