package io.quarkiverse.eventstream.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.TimeValue;

class MicroTest {

    @Test
    void missingOptionsHaveDefaults() throws Exception {
        CommandLineOptions options = new CommandLineOptions(Micro.withDefaults("Encode"));

        assertThat(options.getForkCount().get()).isEqualTo(2);
        assertThat(options.getWarmupTime().get()).isEqualTo(TimeValue.seconds(1));
        assertThat(options.getProfilers()).hasSize(1);
        assertThat(options.getIncludes()).containsExactly("Encode");
    }

    @Test
    void givenOptionsOverrideDefaults() throws Exception {
        CommandLineOptions options = new CommandLineOptions(Micro.withDefaults("-f", "1", "-prof", "stack", "-rf", "csv"));

        assertThat(options.getForkCount().get()).isEqualTo(1);
        assertThat(options.getProfilers()).singleElement().extracting("klass").isEqualTo("stack");
        assertThat(options.getResultFormat().get().name()).isEqualTo("CSV");
        assertThat(options.getMeasurementIterations().get()).isEqualTo(5);
    }

    @Test
    void invalidOptionsAreLeftToJmh() {
        assertThat(Micro.withDefaults("-f", "many")).containsExactly("-f", "many");
    }
}
