package io.quarkiverse.eventstream.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the mistakes of the guide: dead links, regions that are missing or not used, pages without a link, and code that comes from
 * no example.
 */
final class Guide {

    private static final Pattern XREF = Pattern.compile("xref:([^\\[\\s]+)\\[");
    private static final Pattern IMAGE = Pattern.compile("^image::([^\\[]+)\\[");
    private static final Pattern INCLUDE = Pattern.compile("^include::([^\\[]+)\\[(.*)]$");
    private static final Pattern TAGS = Pattern.compile("\\btags?=\"?([^,\"]+)");
    private static final Pattern ANCHOR = Pattern.compile("\\[(?:#|\\[)([A-Za-z0-9_-]+)");
    private static final Pattern TITLE = Pattern.compile("^={2,5} (.+)$");
    private static final Pattern CODE = Pattern.compile("^\\[source,(java|properties)(.*)]$");
    private static final Pattern URL = Pattern.compile("https?://([A-Za-z0-9.-]+)");
    /** Sites that stay, and addresses that are no links. */
    private static final Set<String> KNOWN_HOSTS = Set.of("quarkus.io", "kafka.apache.org", "smallrye.io", "docs.spring.io",
            "docs.antora.org", "github.com", "www.apache.org", "localhost");

    private final Path module;
    private final Regions regions;
    private final Map<String, List<String>> pages = new TreeMap<>();
    private final Set<String> usedRegions = new HashSet<>();
    private final Set<String> usedFiles = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads a guide.
     *
     * @param module a module in Antora's layout: {@code nav.adoc}, {@code pages}, {@code examples}
     */
    Guide(Path module) {
        this.module = module;
        this.regions = Regions.of(module.resolve("examples"));
        Path folder = module.resolve("pages");
        Regions.files(folder).forEach(page -> pages.put(folder.relativize(page).toString(), Regions.lines(page)));
    }

    /** All mistakes, each with its page. */
    List<String> problems() {
        problems.addAll(regions.problems());
        Map<String, Set<String>> anchors = new HashMap<>();
        pages.forEach((page, lines) -> anchors.put(page, anchors(lines)));
        pages.forEach((page, lines) -> check(page, lines, anchors));

        Set<String> linked = new TreeSet<>();
        List<String> nav = Regions.lines(module.resolve("nav.adoc"));
        links("nav.adoc", nav, anchors);
        nav.forEach(line -> XREF.matcher(line).results().forEach(link -> linked.add(link.group(1))));
        pages.keySet().stream().filter(page -> !linked.contains(page))
                .forEach(page -> problems.add(page + ": not in nav.adoc"));

        regions.byFile().forEach((file, tags) -> tags.keySet().stream()
                .filter(tag -> !usedRegions.contains(file + "#" + tag) && !usedFiles.contains(file))
                .forEach(tag -> problems.add(file + ": no page shows the region " + tag)));
        return problems;
    }

    private void check(String page, List<String> lines, Map<String, Set<String>> anchors) {
        links(page, lines, anchors);
        for (int i = 0; i < lines.size(); i++) {
            include(page, lines.get(i));
            image(page, lines.get(i));
            Matcher code = CODE.matcher(lines.get(i));
            // Code before a migration is not the project's.
            if (code.matches() && !code.group(2).contains("role=before")
                    && !(i + 2 < lines.size() && lines.get(i + 2).startsWith("include::"))) {
                problems.add(page + ": " + code.group(1) + " that comes from no example, in line " + (i + 1));
            }
            URL.matcher(lines.get(i)).results().map(url -> url.group(1)).filter(host -> !KNOWN_HOSTS.contains(host))
                    .forEach(host -> problems.add(page + ": a link to " + host));
        }
    }

    private void links(String page, List<String> lines, Map<String, Set<String>> anchors) {
        lines.forEach(line -> XREF.matcher(line).results().map(link -> link.group(1)).forEach(target -> {
            String[] parts = target.split("#", 2);
            String to = parts[0].isEmpty() ? page : parts[0];
            if (!pages.containsKey(to)) {
                problems.add(page + ": no page " + to);
            } else if (parts.length > 1 && !anchors.get(to).contains(parts[1])) {
                problems.add(page + ": no anchor " + parts[1] + " in " + to);
            }
        }));
    }

    private void include(String page, String line) {
        Matcher include = INCLUDE.matcher(line);
        if (!include.matches()) {
            return;
        }
        String file = include.group(1).replaceFirst("^example\\$", "");
        Map<String, List<String>> tags = regions.byFile().get(file);
        if (tags == null || !Files.isRegularFile(module.resolve("examples").resolve(file))) {
            problems.add(page + ": no example " + file);
            return;
        }
        Matcher wanted = TAGS.matcher(include.group(2));
        if (!wanted.find()) {
            usedFiles.add(file);
            return;
        }
        for (String tag : wanted.group(1).split(";")) {
            usedRegions.add(file + "#" + tag);
            if (!tags.containsKey(tag)) {
                problems.add(page + ": no region " + tag + " in " + file);
            }
        }
    }

    private void image(String page, String line) {
        Matcher image = IMAGE.matcher(line);
        if (image.find() && !Files.isRegularFile(module.resolve("images").resolve(image.group(1)))) {
            problems.add(page + ": no image " + image.group(1));
        }
    }

    private static Set<String> anchors(List<String> lines) {
        Set<String> anchors = new HashSet<>();
        lines.forEach(line -> {
            ANCHOR.matcher(line).results().forEach(anchor -> anchors.add(anchor.group(1)));
            Matcher title = TITLE.matcher(line);
            if (title.matches()) {
                // As Antora does it with an empty idprefix and the idseparator "-".
                anchors.add(title.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w .-]", "").replaceAll("[ .-]+", "-"));
            }
        });
        return anchors;
    }
}
