package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.docs.ConfigurationModel.Property;

/** The configuration page is what is generated from the sources. {@code docs/configuration} writes it. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("modules", "ROOT", "pages", "configuration.adoc");

    @Test
    void thePageIsWhatIsGenerated() throws IOException {
        String page = new ConfigurationPage(ConfigurationModel.read(Path.of(".."))).render();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).as("The sources say something else by now. Run docs/configuration").isEqualTo(page);
    }

    @Test
    void aGroupThatIsNewNeedsNoChange() {
        Property property = new Property("quarkus.eventstream.new-group.rule.\"key\".wait",
                "QUARKUS_EVENTSTREAM_NEW_GROUP_RULE__KEY__WAIT",
                "java.time.Duration", "Duration", "10S", Map.of(), "New.wait", true, true);

        String page = new ConfigurationPage(new ConfigurationModel(List.of(property), Map.of("New.wait", "How\nlong.",
                "com.acme.EventStreamConfig.newGroup", "What is new.", "com.acme.NewConfig.rule", "By key.")))
                .render();

        assertThat(page).endsWith("""

                [#new-group]
                == New group

                What is new.

                [cols="3,1,1"]
                |===
                |Property |Type |Default

                a|[#quarkus-eventstream-new-group-rule-key-wait]
                `+quarkus.eventstream.new-group.rule."<key>".wait+`

                How long.

                By key.

                [.environment]#`+QUARKUS_EVENTSTREAM_NEW_GROUP_RULE__KEY__WAIT+`#

                [.marks]#*each stream*, *fixed at build time*#
                |duration
                |`+10s+`
                |===
                """);
    }

    @Test
    void javadocBecomesAsciiDoc() {
        assertThat(JavadocText.toAsciiDoc("See {@code a|<b>} and\n {@link com.acme.Offset#LATEST}.<p>Or {@link Offset this}."))
                .isEqualTo("See `+a\\|<b>+` and `+Offset.LATEST+`.\n\nOr `+this+`.");
        assertThat(JavadocText.toAsciiDoc("<ul>\n<li>one</li>\n<li><em>two</em></li>\n</ul>")).isEqualTo("* one\n* _two_");
    }

    @Test
    void javadocThatIsNotUnderstoodFails() {
        assertThatThrownBy(() -> JavadocText.toAsciiDoc("{@value X}")).hasMessageContaining("{@value X}");
        assertThatThrownBy(() -> JavadocText.toAsciiDoc("a <table>")).hasMessageContaining("<table>");
    }
}
