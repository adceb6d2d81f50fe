package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide, the README and CONTRIBUTING have no dead links and no untested code; and such mistakes would be found. */
class GuideTest {

    private static final Path ROOT = Path.of("..");
    private static final Path MODULE = Path.of("modules", "ROOT");
    private static final Pattern MARKDOWN_LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern MARKDOWN_CODE = Pattern.compile("(?ms)^```(java|properties)\\n(.*?)^```$");

    @Test
    void theGuideIsWhole() {
        assertThat(new Guide(MODULE).problems()).isEmpty();
    }

    @Test
    void theReadmeShowsCodeOfTheExamples() throws IOException {
        List<String> regions = Regions.of(MODULE.resolve("examples")).shown();
        List<String> shown = new ArrayList<>();
        Matcher code = MARKDOWN_CODE.matcher(Files.readString(ROOT.resolve("README.md")));
        while (code.find()) {
            shown.add(code.group(2).strip());
        }
        assertThat(shown).isNotEmpty().isSubsetOf(regions);
    }

    @Test
    void theLinksOfTheReadmeAndOfContributingLeadSomewhere() throws IOException {
        assertThat(deadLinks(ROOT, "README.md", "CONTRIBUTING.md")).isEmpty();
    }

    @Test
    void whatIsWrongIsFound(@TempDir Path module) throws IOException {
        write(module.resolve("nav.adoc"), "* xref:one.adoc[]", "* xref:gone.adoc[]");
        write(module.resolve("examples/Code.java"), "// tag::used[]", "int used;", "// end::used[]", "// tag::unused[]",
                "// end::unused[]", "// tag::endless[]", "// end::beginningless[]");
        write(module.resolve("pages/one.adoc"), "= One", "== A part, of it", "[#named]", "xref:#a-part-of-it[]",
                "xref:one.adoc#named[]", "xref:two.adoc[]", "xref:two.adoc#nothing[] xref:three.adoc[]",
                "[source,java]", "----", "include::example$Code.java[tag=used]",
                "include::example$Code.java[tags=used;missing]",
                "include::example$Missing.java[]", "----", "[source,java]", "----", "int copied;", "----",
                "[source,java,role=before]", "----", "int theirs;", "----", "https://quarkus.io/guides https://example.org",
                "image::gone.svg[A chart]");
        write(module.resolve("pages/two.adoc"), "= Two");

        assertThat(new Guide(module).problems()).containsExactlyInAnyOrder(
                "Code.java: the region beginningless ends, but doesn't begin",
                "Code.java: the region endless doesn't end",
                "one.adoc: no anchor nothing in two.adoc",
                "one.adoc: no page three.adoc",
                "one.adoc: no region missing in Code.java",
                "one.adoc: no example Missing.java",
                "one.adoc: java that comes from no example, in line 14",
                "one.adoc: a link to example.org",
                "one.adoc: no image gone.svg",
                "nav.adoc: no page gone.adoc",
                "two.adoc: not in nav.adoc",
                "Code.java: no page shows the region unused",
                "Code.java: no page shows the region endless");
    }

    @Test
    void aDeadLinkOfAReadmeIsFound(@TempDir Path root) throws IOException {
        write(root.resolve("README.md"), "[here](README.md#top), [there](docs/gone.adoc), [elsewhere](https://quarkus.io)");

        assertThat(deadLinks(root, "README.md")).containsExactly("README.md: docs/gone.adoc");
    }

    private static List<String> deadLinks(Path root, String... files) throws IOException {
        List<String> dead = new ArrayList<>();
        for (String file : files) {
            MARKDOWN_LINK.matcher(Files.readString(root.resolve(file))).results().map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !Files.exists(root.resolve(link)))
                    .forEach(link -> dead.add(file + ": " + link));
        }
        return dead;
    }

    private static void write(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }
}
