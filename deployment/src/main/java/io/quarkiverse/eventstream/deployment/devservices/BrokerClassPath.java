package io.quarkiverse.eventstream.deployment.devservices;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.maven.dependency.ArtifactCoords;
import io.quarkus.maven.dependency.ResolvedDependency;

/**
 * The class path of the broker's own JVM: the dev broker and its dependencies, from the artifacts that the build has resolved.
 */
final class BrokerClassPath {

    private static final String DEV_BROKER = "io.quarkiverse.eventstream:quarkus-eventstream-dev-broker";

    private BrokerClassPath() {}

    static String of(ApplicationModel model) {
        // Compared as text, because coordinates of the same artifact differ in scope and flags.
        Map<String, ResolvedDependency> resolved = new HashMap<>();
        model.getDependencies().forEach(dependency -> resolved.put(key(dependency), dependency));
        Deque<String> open = new ArrayDeque<>(Set.of(DEV_BROKER));
        Set<String> seen = new LinkedHashSet<>();
        Set<Path> paths = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String artifact = open.poll();
            ResolvedDependency dependency = resolved.get(artifact);
            if (seen.add(artifact) && dependency != null) {
                dependency.getResolvedPaths().forEach(paths::add);
                dependency.getDependencies().forEach(next -> open.add(key(next)));
            }
        }
        if (paths.isEmpty()) {
            throw new IllegalStateException("The build has not resolved " + DEV_BROKER + ", so no broker can be started. Set"
                    + " kafka.bootstrap.servers, or quarkus.eventstream.devservices.enabled=false");
        }
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String key(ArtifactCoords coordinates) {
        String classifier = coordinates.getClassifier();
        return coordinates.getGroupId() + ":" + coordinates.getArtifactId()
                + (classifier == null || classifier.isEmpty() ? "" : ":" + classifier);
    }
}
