package io.quarkiverse.eventstream.deployment.test.build;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A class of a library without an index. */
public record Elsewhere(Nested nested, Kind kind) {

    public record Nested(String text) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(Good.class))
    public interface Kind {}

    public record Good(Grade grade) implements Kind {}

    public enum Grade {
        A
    }

    public record NotPartOfIt(String text) {}
}
