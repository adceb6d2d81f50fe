package io.quarkiverse.eventstream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstream.docs.ConfigurationModel.Property;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The examples' properties exist and have values that are accepted, in the profiles that no test runs in, too. */
class PropertiesTest {

    private static final Path EXAMPLES = Path.of("modules", "ROOT", "examples");

    @ParameterizedTest
    @CsvSource({"main/resources, prod", "main/resources, dev", "main/resources, load", "main/resources, test",
            "tutorial/orders/src/main/resources, prod", "tutorial/billing/src/main/resources, prod"})
    void theyAreKnown(String folder, String profile) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(EXAMPLES.resolve(folder).resolve("application.properties"))) {
            properties.load(file);
        }
        // The build's own configuration checks the properties that the build reads.
        String ofBuild = ConfigurationModel.read(Path.of("..")).properties().stream().filter(Property::ofBuild)
                .map(Property::name).map(name -> "(%\\w+\\.)?" + name.replace(".", "\\.")).collect(Collectors.joining("|"));
        Map<String, String> values = properties.stringPropertyNames().stream().filter(name -> !name.matches(ofBuild))
                .collect(Collectors.toMap(name -> name, properties::getProperty, (one, other) -> one, HashMap::new));
        values.put("HOSTNAME", "shop-1");
        values.put("SHOP_PASSWORD", "secret");

        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withProfile(profile)
                .withSources(new PropertiesConfigSource(values, "examples", 100)).withMapping(EventStreamConfig.class).build();

        assertThat(config.getConfigMapping(EventStreamConfig.class).streams()).isNotEmpty();
    }
}
