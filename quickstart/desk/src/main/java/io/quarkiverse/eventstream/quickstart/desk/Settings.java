package io.quarkiverse.eventstream.quickstart.desk;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * What {@code quickstart/run} asks for.
 *
 * @param home the folder of the quickstart
 * @param orders how many orders to publish
 * @param broker where a broker listens; empty to start one
 * @param prefix of topics and groups; a new one for each run on a broker that others use too
 */
record Settings(Path home, int orders, Optional<String> broker, String prefix) {

    static Settings ofSystemProperties() {
        Optional<String> broker = Optional.ofNullable(System.getProperty("shop.broker"));
        String prefix = broker.map(named -> "quickstart-" + UUID.randomUUID().toString().substring(0, 8)).orElse("shop");
        return new Settings(Path.of(System.getProperty("shop.home")), Integer.getInteger("shop.orders"), broker, prefix);
    }

    /** Where each process writes all that it says. */
    Path log(String process) {
        return home.resolve("target/logs/" + process + ".log");
    }
}
