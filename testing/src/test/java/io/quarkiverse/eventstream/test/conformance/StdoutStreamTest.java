package io.quarkiverse.eventstream.test.conformance;

import io.quarkiverse.eventstream.test.StandaloneStream;

class StdoutStreamTest extends StreamConformance {

    @Override
    protected StandaloneStream.Builder service() {
        return StandaloneStream.builder().stream("stdout");
    }
}
