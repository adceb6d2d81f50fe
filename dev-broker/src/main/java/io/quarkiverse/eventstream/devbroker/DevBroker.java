package io.quarkiverse.eventstream.devbroker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Kafka cluster of one or three nodes on the loopback address, each in its own JVM.
 * <p>
 * The cluster keeps its ports and its data while it is stopped, killed and restarted. {@link #close()} stops it and deletes
 * the data if that is temporary. Its processes also end when this JVM does, even if that is killed.
 * <p>
 * Thread-safe: nodes are started and stopped by one thread at a time. If a thread is interrupted while it waits for a start, the nodes
 * being started are ended, the thread's interrupt status is set, and a {@link DevBrokerException} is thrown.
 */
public final class DevBroker implements AutoCloseable {

    /** The number of client properties without TLS and users: the address and the protocol. */
    static final int PLAIN_CLIENT_PROPERTIES = 2;

    private final Cluster cluster;

    private DevBroker(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts the configuration of a cluster; by default one node on a free port with temporary data.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts one node on a free port with temporary data, and waits until it accepts requests.
     *
     * @return the running broker
     * @throws DevBrokerException if it does not start
     */
    public static DevBroker start() {
        return builder().start();
    }

    /**
     * The addresses for clients.
     *
     * @return the address and port of each node, separated by commas; the same for the life of the cluster
     */
    public String bootstrapServers() {
        return cluster.clientPorts().stream().map(port -> Ports.HOST + ":" + port).collect(Collectors.joining(","));
    }

    /**
     * The port of a node.
     *
     * @param node the first is 1
     * @return the port for clients; the same for the life of the cluster
     */
    public int port(int node) {
        return cluster.clientPorts().get(cluster.requireNode(node) - 1);
    }

    /**
     * The properties that a Kafka client needs to connect: the address and, with TLS or users, the security settings. The user is the first
     * super user or, without one, the first user.
     *
     * @return Kafka's client properties
     */
    public Map<String, String> clientProperties() {
        BrokerSettings settings = cluster.settings;
        if (!settings.sasl()) {
            return clientProperties(null);
        }
        return clientProperties(settings.acls() ? settings.superUsers().get(0) : settings.users().keySet().iterator().next());
    }

    /**
     * The properties that a Kafka client needs to connect as a given user.
     *
     * @param user a user of the builder
     * @return Kafka's client properties
     * @throws IllegalArgumentException if there is no such user
     */
    public Map<String, String> clientProperties(String user) {
        BrokerSettings settings = cluster.settings;
        if (user != null && !settings.users().containsKey(user)) {
            throw new IllegalArgumentException("The dev broker has no user " + user + ", only "
                    + settings.users().keySet() + ": add it to the builder with scramUser");
        }
        return Collections.unmodifiableMap(
                NodeProperties.ofClient(bootstrapServers(), settings, user, cluster.certificates));
    }

    /**
     * The certificate of the authority that clients must trust.
     *
     * @return a PEM file; empty without TLS
     */
    public Optional<Path> caCertificate() {
        return Optional.ofNullable(cluster.certificates).map(Certificates::authority);
    }

    /**
     * A key and a certificate for clients.
     *
     * @return a PEM file with both; empty if clients need no certificate
     */
    public Optional<Path> clientCertificate() {
        return Optional.ofNullable(cluster.certificates).map(Certificates::clientPem);
    }

    /**
     * The data directory of the cluster.
     *
     * @return an absolute path
     */
    public Path dataDirectory() {
        return cluster.data.path();
    }

    /**
     * The log of a node, with warnings and errors.
     *
     * @param node the first is 1
     * @return a file in the data directory
     */
    public Path logFile(int node) {
        return cluster.data.log(cluster.requireNode(node));
    }

    /**
     * The number of nodes.
     *
     * @return one or three
     */
    public int nodes() {
        return cluster.settings.nodes();
    }

    /**
     * Whether all nodes run.
     *
     * @return false if one or more were stopped or have ended
     */
    public boolean isRunning() {
        return cluster.all().stream().allMatch(cluster::isRunning);
    }

    /**
     * Whether a node runs.
     *
     * @param node the first is 1
     * @return false if it was stopped or has ended
     */
    public boolean isRunning(int node) {
        return cluster.isRunning(node);
    }

    /**
     * The process of a node.
     *
     * @param node the first is 1
     * @return the id of its process, the last one if it does not run
     */
    public long pid(int node) {
        return cluster.pid(node);
    }

    /** Shuts all nodes down cleanly. Data and ports are kept; has no effect on nodes that do not run. */
    public void stop() {
        cluster.stop(cluster.all());
    }

    /**
     * Shuts one node down cleanly.
     *
     * @param node the first is 1
     */
    public void stop(int node) {
        cluster.stop(List.of(cluster.requireNode(node)));
    }

    /** Ends all nodes at once, like a power cut. Data and ports are kept. */
    public void kill() {
        cluster.kill(cluster.all());
    }

    /**
     * Ends one node at once, like a crash.
     *
     * @param node the first is 1
     */
    public void kill(int node) {
        cluster.kill(List.of(cluster.requireNode(node)));
    }

    /**
     * Starts all nodes again, with their data and on their ports, and waits until they accept requests. Running nodes are stopped first.
     *
     * @throws DevBrokerException if a node does not start; then none of them runs
     */
    public void restart() {
        cluster.restart(cluster.all());
    }

    /**
     * Starts one node again, with its data and on its port, and waits until it accepts requests. A running node is stopped first. Of three
     * nodes, another one must run: a single node has no majority, and its start would not end.
     *
     * @param node the first is 1
     * @throws DevBrokerException if it does not start; then it does not run
     */
    public void restart(int node) {
        cluster.restart(List.of(cluster.requireNode(node)));
    }

    /** Stops the cluster and deletes its data if that is temporary. Has no effect the second time. */
    @Override
    public void close() {
        cluster.close();
    }

    /**
     * Configures a cluster. Each method validates its arguments at once; incompatible settings fail at {@link #start()}. Not thread-safe;
     * may start several clusters in succession.
     */
    public static final class Builder {

        private static final String NAME = "[A-Za-z0-9._-]+";
        /** Without characters that Kafka's formatter or a JAAS configuration would need escaped. */
        private static final String PASSWORD = "[^\\s\"'\\\\,=\\[\\];]+";

        private int nodes = 1;
        private int port;
        private Path dataDirectory;
        private int partitions = 1;
        private boolean autoCreateTopics = true;
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final Map<String, String> users = new LinkedHashMap<>();
        private List<String> superUsers;
        private BrokerSettings.Tls tls;
        private String classPath = System.getProperty("java.class.path");
        private final List<String> jvmArguments = new ArrayList<>();
        private Duration startTimeout = Duration.ofSeconds(60);

        private Builder() {}

        /**
         * The number of nodes, which is also the default number of replicas of a topic.
         *
         * @param nodes one (the default) or three, of which one may fail
         * @return this
         */
        public Builder nodes(int nodes) {
            require(nodes == 1 || nodes == 3, "nodes must be 1 or 3: " + nodes);
            this.nodes = nodes;
            return this;
        }

        /**
         * The port of the first node; the others have the following ports.
         *
         * @param port 0 (the default) for free ones
         * @return this
         */
        public Builder port(int port) {
            require(port >= 0 && port <= 65_533, "port must be 0 to 65533: " + port);
            this.port = port;
            return this;
        }

        /**
         * Keeps the data in a directory, for the next broker with the same directory.
         *
         * @param directory created if it is missing; null (the default) for one that is deleted at the end
         * @return this
         */
        public Builder dataDirectory(Path directory) {
            this.dataDirectory = directory;
            return this;
        }

        /**
         * The default number of partitions of a topic.
         *
         * @param partitions 1 is the default
         * @return this
         */
        public Builder partitions(int partitions) {
            require(partitions > 0, "partitions must be 1 or more: " + partitions);
            this.partitions = partitions;
            return this;
        }

        /**
         * Whether a topic is created on its first use.
         *
         * @param autoCreateTopics true is the default
         * @return this
         */
        public Builder autoCreateTopics(boolean autoCreateTopics) {
            this.autoCreateTopics = autoCreateTopics;
            return this;
        }

        /**
         * Sets a property of Kafka's broker on all nodes. It overrides the launcher's.
         *
         * @param name the name of the property
         * @param value the value in Kafka's format
         * @return this
         */
        public Builder property(String name, String value) {
            require(name != null && !name.isBlank() && value != null, "a property needs a name and a value: " + name);
            properties.put(name, value);
            return this;
        }

        /**
         * Encrypts the connections of clients, with a new certificate for localhost and 127.0.0.1.
         *
         * @return this
         */
        public Builder tls() {
            return tls(Duration.ofDays(365));
        }

        /**
         * Encrypts the connections of clients, with a certificate of limited validity.
         *
         * @param validity from now on; negative for an expired certificate
         * @return this
         */
        public Builder tls(Duration validity) {
            this.tls = new BrokerSettings.Tls(validity, tls != null && tls.clientAuthentication());
            return this;
        }

        /**
         * Encrypts the connections of clients, and requires a client certificate, which {@link DevBroker#clientProperties()} then has.
         *
         * @return this
         */
        public Builder tlsClientAuthentication() {
            this.tls = new BrokerSettings.Tls(tls != null ? tls.validity() : Duration.ofDays(365), true);
            return this;
        }

        /**
         * Adds a user, and requires a login with SCRAM-SHA-256 or SCRAM-SHA-512.
         *
         * @param name letters, digits, dots, underscores and dashes
         * @param password no white space, quotes, backslashes, commas, semicolons, equals signs or square brackets
         * @return this
         */
        public Builder scramUser(String name, String password) {
            require(name != null && name.matches(NAME), "a user's name must match " + NAME + ": " + name);
            require(password != null && password.matches(PASSWORD), "the password of " + name + " must not be empty, and "
                    + "hold no white space and none of these: \" ' \\ , ; = [ ]");
            users.put(name, password);
            return this;
        }

        /**
         * Restricts users by access control lists. There are none at first: a super user creates them.
         *
         * @param superUsers users without restrictions; if there are none, the first user that was added
         * @return this
         */
        public Builder acls(String... superUsers) {
            this.superUsers = List.of(superUsers);
            return this;
        }

        /**
         * The class path of the nodes: this module with all its dependencies.
         *
         * @param classPath as for {@code java -cp}; the default is that of this JVM
         * @return this
         */
        public Builder classPath(String classPath) {
            require(classPath != null && !classPath.isBlank(), "classPath must not be empty");
            this.classPath = classPath;
            return this;
        }

        /**
         * The runnable jar of this module, with its {@code lib} folder next to it, as the class path of the nodes.
         *
         * @param jar an existing file
         * @return this
         */
        public Builder jar(Path jar) {
            require(Files.isRegularFile(jar), "there is no such jar: " + jar + ". Build this module first");
            return classPath(jar.toAbsolutePath().toString());
        }

        /**
         * Adds arguments to the nodes' JVMs, which by default have a heap of 96 MB, the serial collector and only the C1 compiler.
         *
         * @param arguments for example {@code -Xmx512m} or {@code -XX:TieredStopAtLevel=4}
         * @return this
         */
        public Builder jvmArguments(String... arguments) {
            jvmArguments.addAll(List.of(arguments));
            return this;
        }

        /**
         * The timeout of a start or restart.
         *
         * @param timeout the default is one minute
         * @return this
         */
        public Builder startTimeout(Duration timeout) {
            require(!timeout.isNegative() && !timeout.isZero(), "startTimeout must be positive: " + timeout);
            this.startTimeout = timeout;
            return this;
        }

        /**
         * Starts the cluster and waits until all its nodes accept requests.
         *
         * @return the running broker
         * @throws IllegalArgumentException if the settings are incompatible
         * @throws DevBrokerException if it does not start; then no process and no temporary data is left
         */
        public DevBroker start() {
            return new DevBroker(Cluster.start(settings()));
        }

        private BrokerSettings settings() {
            List<String> supers = superUsers;
            if (supers != null) {
                require(!users.isEmpty(), "acls need users: add one with scramUser");
                supers = supers.isEmpty() ? List.of(users.keySet().iterator().next()) : supers;
                require(users.keySet().containsAll(supers), "super users must be among the users " + users.keySet() + ": "
                        + supers);
            }
            return new BrokerSettings(nodes, port, dataDirectory, partitions, autoCreateTopics, Map.copyOf(properties),
                    Collections.unmodifiableMap(new LinkedHashMap<>(users)), supers, tls, classPath,
                    List.copyOf(jvmArguments), startTimeout);
        }

        private static void require(boolean rule, String message) {
            if (!rule) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
