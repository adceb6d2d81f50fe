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
 * Finds topics and groups by the names that a test writes: as the application writes them, without the prefix of its stream, or in
 * full. A name that is neither is refused, with those that there are. Thread-safe.
 */
final class BrokerNames {

    private final MemoryCluster cluster;

    // Guarded by this. What was there stays, so that a test can ask for it when its streams are closed.
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

    /** Topic and group are there from now on, though the consumer may join later. */
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

    /** A topic that is there. */
    String topic(String name) {
        return find("topic", name, fullTopics(name), cluster.topics(), "",
                " A topic comes with the first record or listener, or with createTopic");
    }

    /** A topic that is there, or that dead letters would go to. */
    String topicOrDeadLetterTopic(String name) {
        Set<String> known = cluster.topics();
        listening().forEach(registration -> known.add(registration.deadLetterTopic()));
        return find("topic", name, fullTopics(name), known, "",
                " A topic comes with the first record or listener, or with createTopic");
    }

    String group(String name) {
        return find("group", name, fullGroups(name), cluster.groups(), "",
                " A group comes with its first listener or member");
    }

    /** A topic that may be there or not. */
    synchronized String newTopic(String name) {
        if (cluster.partitions(name) > 0 || prefixes.stream().anyMatch(prefix -> prefix.isEmpty()
                || name.startsWith(prefix + "."))) {
            return name;
        }
        if (prefixes.size() > 1) {
            throw new IllegalArgumentException("Streams with the prefixes " + prefixes + " share this broker: write the name of"
                    + " the topic \"" + name + "\" with one of them before it");
        }
        return prefixes.stream().findFirst().map(prefix -> prefix + "." + name).orElse(name);
    }

    /** A group that listens to a topic, or that is there. Groups of the same name on other streams are none of them. */
    String groupOf(String name, String topic) {
        Set<String> groups = listeningTo(topic);
        return fullGroups(name).anyMatch(groups::contains) ? listeningGroup(name, topic) : group(name);
    }

    /** A group that listens to a topic. */
    String listeningGroup(String name, String topic) {
        return find("group", name, fullGroups(name), listeningTo(topic), " that listens to the topic \"" + topic + '"', "");
    }

    /** A group that another instance may join: one that listens to the topic, or any, while none does. */
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

    /** With an empty prefix, some services write a leading dot. */
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
        // The name as it is written goes before others that end so.
        if (found.size() > 1 && !found.get(0).equals(name)) {
            throw new IllegalArgumentException("The " + what + " \"" + name + "\" may be any of " + found
                    + ": write its full name");
        }
        return found.get(0);
    }
}
