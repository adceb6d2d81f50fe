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
 * @param database the address of an existing PostgreSQL; empty for a file of H2
 * @param prefix the prefix of topics and groups, and the name of the schema; a new one for each run on a shared broker or database
 */
record Settings(Path home, int orders, Optional<String> broker, Optional<String> database, String prefix) {

    static Settings ofSystemProperties() {
        Optional<String> broker = Optional.ofNullable(System.getProperty("shop.broker"));
        Optional<String> database = Optional.ofNullable(System.getProperty("shop.database"));
        boolean isShared = broker.isPresent() || database.isPresent();
        String prefix = isShared ? "quickstart-" + UUID.randomUUID().toString().substring(0, 8) : "shop";
        return new Settings(Path.of(System.getProperty("shop.home")), Integer.getInteger("shop.orders"), broker, database,
                prefix);
    }

    /** The log of a process. */
    Path log(String process) {
        return home.resolve("target/logs/" + process + ".log");
    }
}
