package io.quarkiverse.eventstream.runtime.kafka;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstream.runtime.config.LogCategories;

/**
 * Keeps what the bus's Kafka clients warn of out of the log where the bus says it itself: while no broker answers they do so many times
 * a second, each of them; at a normal start, of each topic that is new; and thousands of times a second, of a topic that was deleted. With the level debug they tell it still. Other clients of
 * the application are left alone, and so is a log that the configuration says something of.
 */
final class ClientLog implements Filter {

    private static final String CLIENT_ID = "clientId=";
    /** Those that warn of connections, of metadata, and of requests that are sent again. */
    private static final List<String> CATEGORIES = List.of("org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.clients.Metadata",
            "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator",
            "org.apache.kafka.clients.consumer.internals.FetchCollector",
            "org.apache.kafka.clients.consumer.internals.OffsetFetcher",
            "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils",
            "org.apache.kafka.clients.consumer.internals.CommitRequestManager",
            "org.apache.kafka.clients.consumer.internals.SubscriptionState",
            "org.apache.kafka.clients.producer.internals.Sender",
            "org.apache.kafka.clients.producer.internals.TransactionManager",
            "org.apache.kafka.clients.admin.internals.AdminMetadataManager",
            "org.apache.kafka.clients.admin.KafkaAdminClient");
    /** No line of the bus's says so: what a fetch met that Kafka has no name for. */
    private static final String UNEXPLAINED = "Unknown server error";
    private static final Set<String> OWN_CLIENTS = ConcurrentHashMap.newKeySet();
    private static final ClientLog FILTER = new ClientLog();

    private ClientLog() {}

    /** From now on; what the configuration says of Kafka's log goes before. */
    static void tidy(Config properties) {
        boolean isUsersOwn = LogCategories.areConfigured(properties, "org.apache.kafka");
        for (String category : CATEGORIES) {
            Logger logger = Logger.getLogger(category);
            if (isOwn(logger.getFilter())) {
                logger.setFilter(isUsersOwn ? null : FILTER);
            }
        }
    }

    /** Also one of an earlier start in dev mode, which has another class loader. */
    private static boolean isOwn(Filter filter) {
        return filter == null || filter.getClass().getName().equals(ClientLog.class.getName());
    }

    /** What is so named is a client of the bus. */
    static void include(String clientId) {
        OWN_CLIENTS.add(clientId);
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        String message = record.getMessage();
        if (record.getLevel().intValue() != Level.WARNING.intValue() || !isOwn(message) || message.contains(UNEXPLAINED)) {
            return true;
        }
        record.setLevel(Level.FINE);
        return Logger.getLogger(record.getLoggerName()).isLoggable(Level.FINE);
    }

    private static boolean isOwn(String message) {
        int at = message.indexOf(CLIENT_ID);
        return at >= 0 && OWN_CLIENTS.stream().anyMatch(id -> message.startsWith(id, at + CLIENT_ID.length()));
    }
}
