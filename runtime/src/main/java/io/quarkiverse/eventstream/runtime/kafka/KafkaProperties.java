package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.KafkaConfig;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.spi.ConsumerSettings;
import io.quarkiverse.eventstream.spi.GroupTimeouts;

/**
 * The properties of Kafka's clients. In ascending order of weight: the bus's defaults, Quarkus's {@code kafka.*}, the stream's
 * settings, the stream's properties for producer or consumer, and what the guarantees stand on.
 */
final class KafkaProperties {

    private static final Logger LOG = Logger.getLogger(KafkaProperties.class);
    private static final long KAFKAS_BUFFER_MEMORY = 32L << 20;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final int PART_OF_HEAP = 8;
    private static final String READ_COMMITTED = IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT);

    /** For checks of what the user has set, which is the same for all consumers. */
    private static final ConsumerSettings ANY_CONSUMER = new ConsumerSettings("group", "topic", new ByteArrayDeserializer(), 1,
            1,
            1);

    private final KafkaSettings settings;
    private final Map<String, Object> quarkusKafka;
    private final boolean forLargeRecords;
    /** What was said of properties once, and need not be said for each client. */
    private final Set<String> told;

    /**
     * Reads nothing yet.
     *
     * @param settings the stream's settings
     * @param quarkusKafka what {@code kafka.*} says
     */
    KafkaProperties(KafkaSettings settings, Map<String, Object> quarkusKafka) {
        this(settings, quarkusKafka, false, ConcurrentHashMap.newKeySet());
    }

    private KafkaProperties(KafkaSettings settings, Map<String, Object> quarkusKafka, boolean forLargeRecords,
            Set<String> told) {
        this.told = told;
        this.settings = settings;
        this.quarkusKafka = quarkusKafka;
        this.forLargeRecords = forLargeRecords;
    }

    /**
     * The same, with a producer for records that are larger than {@code max.request.size}, which compresses them: what others have
     * published compressed may be many times as large as the broker accepts.
     */
    KafkaProperties forLargeRecords() {
        return new KafkaProperties(settings, quarkusKafka, true, told);
    }

    /**
     * The producer's properties. A record is acknowledged by all replicas in sync and written once, in order, over retries,
     * which go on until the time for publishing is over; and sending never blocks: {@link KafkaSender} waits instead.
     */
    Map<String, Object> producer() {
        Map<String, Object> properties = common();
        // Who waits for a receipt would wait for the linger too; a busy producer fills its batches while requests are in flight.
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        timeout("write-timeout", ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, kafka().writeTimeout(), properties);
        properties.putAll(kafka().producer());
        nameClient(properties, forLargeRecords ? "large-producer" : "producer");

        long timeout = Math.min(settings.config().publish().timeout().toMillis(), Integer.MAX_VALUE);
        // Retries are bounded by time alone: a count is used up in a moment where a broker refuses at once, and a record that is
        // given up leaves a gap, for which the broker refuses those behind it.
        insist(properties, Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                ProducerConfig.RETRIES_CONFIG, String.valueOf(Integer.MAX_VALUE),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "0"));
        insist(properties, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(timeout),
                settings.key("publish.timeout") + " says how long publishing may take");
        Object transaction = properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        if (transaction != null) {
            tellIgnored(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transaction,
                    "the bus writes each event by itself, in no transaction");
        }
        // Kafka wants linger and request to fit into the delivery timeout.
        ProducerConfig parsed = new ProducerConfig(properties);
        long roomForRequest = Math.max(1, timeout - parsed.getLong(ProducerConfig.LINGER_MS_CONFIG));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) Math.min(parsed.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), roomForRequest));
        long buffer = bufferMemory();
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, buffer);
        if (forLargeRecords) {
            properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    (int) Math.max(parsed.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Math.min(buffer, Integer.MAX_VALUE)));
            if (CompressionType.NONE.name.equals(parsed.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG))) {
                // The only one that needs no library.
                properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, CompressionType.GZIP.name);
            }
        }
        return properties;
    }

    /** How many bytes of records the producer holds at most. Kafka's 32 megabytes are more than a small heap has to spare. */
    long bufferMemory() {
        // The largest event must fit in all the same.
        long byDefault = Math.max(ofProducer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MaxRequestSize.KAFKAS_DEFAULT),
                Math.min(KAFKAS_BUFFER_MEMORY, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
        return ofProducer(ProducerConfig.BUFFER_MEMORY_CONFIG, byDefault);
    }

    private long ofProducer(String property, long byDefault) {
        String own = kafka().producer().get(property);
        return Long.parseLong(String.valueOf(own == null ? quarkusKafka.getOrDefault(property, byDefault) : own).strip());
    }

    /**
     * The consumer's properties. Offsets are committed by the bus alone. Where a group begins, and where it goes on when its
     * position is gone, is the bus's business too.
     *
     * @param consumer for whom: a service has a member for each topic in a group, so each needs an instance id of its own
     */
    Map<String, Object> consumer(ConsumerSettings consumer) {
        String group = consumer.group();
        String topic = consumer.topic();
        Map<String, Object> properties = common();
        // New topics and partitions should not take Kafka's five minutes to be noticed.
        properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        // What was never committed by its producer has not happened.
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
        // Kafka's fifty megabytes for each consumer and broker would be more than many a service has.
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, consumer.fetchBytes());
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, consumer.partitionFetchBytes());
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, consumer.maxPollRecords());
        timeout("read-timeout", ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, kafka().readTimeout(), properties);
        properties.putAll(kafka().consumer());
        nameClient(properties, topic, group == null ? "no-group" : group);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        String ownGroup = kafka().consumer().get(ConsumerConfig.GROUP_ID_CONFIG);
        if (ownGroup != null) {
            tellIgnored(ConsumerConfig.GROUP_ID_CONFIG, ownGroup,
                    settings.key("group") + " names the group, or the listener does");
        }
        Object instance = properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        if (group != null) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            if (instance != null) {
                properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance + "." + topic);
            }
        }
        if (!GroupProtocol.CONSUMER.name().equalsIgnoreCase(text(properties, ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            // In the other protocol the broker assigns, and moves only what has to move, too.
            properties.putIfAbsent(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName());
        }
        insist(properties, Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                // A slip of the pen in a listener creates no topic.
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"));
        return properties;
    }

    /** Which records a consumer sees, hence where a partition ends for it. */
    IsolationLevel isolation() {
        return READ_COMMITTED.equalsIgnoreCase(text(consumer(ANY_CONSUMER), ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }

    private static String text(Map<String, Object> properties, String property) {
        return String.valueOf(properties.get(property)).strip();
    }

    /**
     * How long a partition that another member takes over waits for calls that run: well below the time after which Kafka gives
     * up a member that does not poll, since it does not poll meanwhile.
     */
    Duration revocationTimeout() {
        Duration drainTimeout = settings.config().delivery().drainTimeout();
        ConsumerConfig parsed = new ConsumerConfig(consumer(ANY_CONSUMER));
        Duration bound = Duration.ofMillis(parsed.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG) / 2);
        return drainTimeout.compareTo(bound) < 0 ? drainTimeout : bound;
    }

    /** How long groups wait for members. With the group protocol of the broker, that decides: then these are Kafka's defaults. */
    GroupTimeouts groupTimeouts() {
        ConsumerConfig parsed = new ConsumerConfig(consumer(ANY_CONSUMER));
        return new GroupTimeouts(Duration.ofMillis(parsed.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)),
                Duration.ofMillis(parsed.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)));
    }

    /**
     * An admin client's properties: how to reach the broker, and no more.
     *
     * @param role what it is there for
     */
    Map<String, Object> admin(String role) {
        Map<String, Object> properties = common();
        nameClient(properties, role);
        timeout("read-timeout", AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, kafka().readTimeout(), properties);
        // Kafka warns of what a client doesn't know. What none knows may be meant for a login or TLS class of somebody else's.
        Set<String> foreign = new HashSet<>(ProducerConfig.configNames());
        foreign.addAll(ConsumerConfig.configNames());
        foreign.removeAll(AdminClientConfig.configNames());
        properties.keySet().removeAll(foreign);
        return properties;
    }

    /**
     * Whether Kafka accepts the properties, before anything is opened.
     *
     * @throws EventStreamException if not, with the reason
     */
    void check() {
        TlsSettings.of(settings).check(quarkusKafka);
        try {
            JaasSettings.check(new ProducerConfig(producer()));
            JaasSettings.check(new ConsumerConfig(consumer(ANY_CONSUMER)));
        } catch (ConfigException e) {
            throw new EventStreamException("The properties of the Kafka stream "
                    + (settings.isDefault() ? "" : "\"" + settings.name() + "\" ") + "can't be used: " + e.getMessage()
                    + ". Look at kafka.*, " + settings.key("kafka.producer.*") + " and " + settings.key("kafka.consumer.*"),
                    e);
        }
    }

    /**
     * Whether a consumer could be made: the names of brokers are known, stores can be read, and there is something to log in with.
     *
     * @throws EventStreamException if not, with the reason
     */
    void checkConsumer() {
        check(new ConsumerConfig(consumer(ANY_CONSUMER)));
    }

    /** As {@link #checkConsumer}, for a producer. */
    void checkProducer() {
        check(new ProducerConfig(producer()));
    }

    private void check(AbstractConfig client) {
        try {
            ClientUtils.parseAndValidateAddresses(client);
            ClientUtils.createChannelBuilder(client, Time.SYSTEM, new LogContext()).close();
        } catch (KafkaException e) {
            throw ClientFailures.explained(e, settings);
        }
    }

    /** The brokers, for messages. */
    String bootstrapServers() {
        return String.valueOf(common().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /**
     * Each client has a name of its own, which metrics and the broker's log show, and which stays the same: the one that is configured,
     * or the application's, and what the client is there for.
     */
    private void nameClient(Map<String, Object> properties, String... purpose) {
        String name = clientName(properties.get(CommonClientConfigs.CLIENT_ID_CONFIG), purpose);
        ClientLog.include(name);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
    }

    /** The name of the producer. */
    String producerName() {
        return clientName(kafka().producer().get(CommonClientConfigs.CLIENT_ID_CONFIG), "producer");
    }

    /** What the name of the consumer of a topic begins with, or all of it where there is a group. */
    String consumerName(String group, String topic) {
        return clientName(kafka().consumer().get(CommonClientConfigs.CLIENT_ID_CONFIG), topic,
                group == null ? "no-group" : group);
    }

    private String clientName(Object configured, String... purpose) {
        // Quarkus puts the application's name there.
        Object application = quarkusKafka.getOrDefault(ConsumerConfig.GROUP_ID_CONFIG, "eventstream");
        Object shared = quarkusKafka.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, application);
        StringJoiner name = new StringJoiner("-");
        name.add(String.valueOf(configured == null ? shared : configured));
        if (!settings.isDefault()) {
            name.add(settings.name());
        }
        Stream.of(purpose).forEach(name::add);
        return name.toString();
    }

    /** Where a property of consumers is configured. */
    String consumerKey(String property) {
        return settings.key("kafka.consumer.\"" + property + "\"");
    }

    private KafkaConfig kafka() {
        return settings.config().kafka();
    }

    private Map<String, Object> common() {
        Map<String, Object> properties = new HashMap<>(quarkusKafka);
        properties.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        kafka().bootstrapServers().ifPresent(
                servers -> properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
        timeout("dial-timeout", CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, kafka().dialTimeout(),
                properties);
        // Kafka lets the timeout grow with each attempt up to this bound, which must not lie below it.
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, Math.max(
                Long.parseLong(properties.get(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG).toString()),
                CommonClientConfigs.DEFAULT_SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS));
        TlsSettings.of(settings).addTo(properties);
        return properties;
    }

    private void timeout(String setting, String property, Optional<Duration> timeout, Map<String, Object> properties) {
        timeout.ifPresent(duration -> {
            if (duration.isNegative() || duration.isZero()) {
                throw new EventStreamException(settings.key("kafka." + setting) + " must be more than zero, not " + duration);
            }
            properties.put(property, Math.toIntExact(duration.toMillis()));
        });
        properties.putIfAbsent(property, (int) DEFAULT_TIMEOUT.toMillis());
    }

    private void insist(Map<String, Object> properties, Map<String, String> required) {
        required.forEach((property, value) -> insist(properties, property, value, "the delivery guarantees require " + value));
    }

    private void insist(Map<String, Object> properties, String property, String value, String reason) {
        Object asked = properties.put(property, value);
        if (asked != null && !asked.toString().equals(value)) {
            tellIgnored(property, asked, reason);
        }
    }

    private void tellIgnored(String property, Object value, String reason) {
        String message = "Ignoring the Kafka property " + property + "=" + UntrustedText.of(value.toString()) + ": " + reason;
        if (told.add(message)) {
            LOG.warn(message);
        }
    }
}
