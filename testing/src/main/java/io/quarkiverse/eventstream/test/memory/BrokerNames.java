package io.quarkiverse.eventstream.test.memory;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.spi.Registration;

/**
 * Resolves names of topics and groups, with or without the prefix of the stream. An unknown name is refused with a list of the known
 * ones. Thread-safe.
 */
final class BrokerNames {

    private final MemoryCluster cluster;

    // Guarded by this. Nothing is removed, so that a test can use the names after its streams are closed.
    private final Set<String> prefixes = new TreeSet<>();
    private final Set<Registration> listening = new LinkedHashSet<>();

    BrokerNames(MemoryCluster cluster) {
        this.cluster = cluster;
    }

    synchronized void opened(String prefix) {
        prefixes.add(prefix);
    }

    synchronized boolean isAnyOpened() {
        return !prefixes.isEmpty();
    }

    /** Creates the topic and the group before the consumer joins. */
    void listening(Registration registration) {
        synchronized (this) {
            listening.add(registration);
        }
        cluster.change(() -> {
            cluster.partitionsOfNew(registration.fullTopic());
            return registration.fullGroup() == null ? null : cluster.group(registration.fullGroup());
        });
    }

    private synchronized List<Registration> listening() {
        return List.copyOf(listening);
    }

    /** Finds an existing topic. */
    String topic(String name) {
        return find("topic", name, fullTopics(name), cluster.topics(), "",
                " A topic is created by its first record or listener, or by createTopic");
    }

    /** Finds an existing topic, or the dead-letter topic of a listener, which may not exist yet. */
    String topicOrDeadLetterTopic(String name) {
        Set<String> known = cluster.topics();
        listening().forEach(registration -> known.add(registration.deadLetterTopic()));
        return find("topic", name, fullTopics(name), known, "",
                " A topic is created by its first record or listener, or by createTopic");
    }

    String group(String name) {
        return find("group", name, fullGroups(name), cluster.groups(), "",
                " A group is created by its first listener or member");
    }

    /** The full name of a topic that may not exist yet. */
    synchronized String newTopic(String name) {
        if (cluster.partitions(name) > 0 || prefixes.stream().anyMatch(prefix -> prefix.isEmpty()
                || name.startsWith(prefix + "."))) {
            return name;
        }
        if (prefixes.size() > 1) {
            throw new IllegalArgumentException("Streams with the prefixes " + prefixes + " share this broker: put one of them"
                    + " before the name of the topic \"" + name + '"');
        }
        return prefixes.stream().findFirst().map(prefix -> prefix + "." + name).orElse(name);
    }

    /** Finds a group that listens to a topic; if there is none, any existing group. */
    String groupOf(String name, String topic) {
        Set<String> groups = listeningTo(topic);
        return fullGroups(name).anyMatch(groups::contains) ? listeningGroup(name, topic) : group(name);
    }

    /** Finds a group that listens to a topic. */
    String listeningGroup(String name, String topic) {
        return find("group", name, fullGroups(name), listeningTo(topic), " that listens to the topic \"" + topic + '"', "");
    }

    /** The full name of a group to join: one that listens to the topic; if there is none, any existing or a new group. */
    String groupToJoin(String name, String topic) {
        Set<String> known = cluster.groups();
        if (!listeningTo(topic).isEmpty()) {
            return listeningGroup(name, topic);
        }
        return fullGroups(name).anyMatch(known::contains) ? group(name) : newGroup(name);
    }

    private Set<String> listeningTo(String topic) {
        return listening().stream().filter(each -> topic.equals(each.fullTopic())).map(Registration::fullGroup)
                .filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }

    private synchronized String newGroup(String name) {
        return prefixes.size() != 1 || prefixes.contains("") ? name : fullGroups(name).skip(1).findFirst().orElseThrow();
    }

    private synchronized Stream<String> fullTopics(String name) {
        return Stream.concat(Stream.of(name), List.copyOf(prefixes).stream().filter(prefix -> !prefix.isEmpty())
                .map(prefix -> prefix + "." + name));
    }

    /** With an empty prefix, some services use a leading dot. */
    private synchronized Stream<String> fullGroups(String name) {
        return Stream.concat(Stream.of(name), List.copyOf(prefixes).stream().map(prefix -> prefix + "." + name));
    }

    private static String find(String what, String name, Stream<String> fullNames, Collection<String> known, String condition,
            String remedy) {
        List<String> found = fullNames.filter(known::contains).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no " + what + " \"" + name + '"' + condition + ". There are: " + known + "." + remedy);
        }
        // An exact match has priority over names with a prefix.
        if (found.size() > 1 && !found.get(0).equals(name)) {
            throw new IllegalArgumentException("The " + what + " \"" + name + "\" is ambiguous: " + found
                    + ". Use its full name");
        }
        return found.get(0);
    }
}
