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
 * Moves the warnings of the bus's Kafka clients to the level debug where the bus logs the same itself: while no broker answers, each client
 * warns many times a second; at a normal start, of each new topic; and thousands of times a second of a topic that was deleted. Other
 * clients of the application are left alone, and so is Kafka's log if its categories are configured.
 */
final class ClientLog implements Filter {

    private static final String CLIENT_ID = "clientId=";
    /** Those that warn of connections, of metadata, and of retried requests. */
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
    /** An error of a fetch that Kafka has no name for. The bus logs nothing of it. */
    private static final String UNEXPLAINED = "Unknown server error";
    private static final Set<String> OWN_CLIENTS = ConcurrentHashMap.newKeySet();
    private static final ClientLog FILTER = new ClientLog();

    private ClientLog() {}

    /** Installs the filter, unless Kafka's log is configured. */
    static void tidy(Config properties) {
        boolean isUsersOwn = LogCategories.areConfigured(properties, "org.apache.kafka");
        for (String category : CATEGORIES) {
            Logger logger = Logger.getLogger(category);
            if (isOwn(logger.getFilter())) {
                logger.setFilter(isUsersOwn ? null : FILTER);
            }
        }
    }

    /** True also for one of an earlier start in dev mode, which has another class loader. */
    private static boolean isOwn(Filter filter) {
        return filter == null || filter.getClass().getName().equals(ClientLog.class.getName());
    }

    /** The client of that name is one of the bus. */
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
