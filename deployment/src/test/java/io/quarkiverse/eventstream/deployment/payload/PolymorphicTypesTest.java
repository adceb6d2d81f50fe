package io.quarkiverse.eventstream.deployment.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexView;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;

class PolymorphicTypesTest {

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Shape {}

    interface Round extends Shape {}

    record Circle(int radius) implements Round {}

    interface Unmarked {}

    @RegisterForReflection(targets = Circle.class)
    static class Targets {}

    @RegisterForReflection(classNames = "io.quarkiverse.eventstream.deployment.payload.PolymorphicTypesTest$Circle")
    static class Names {}

    private static boolean lacksClass(Class<?> type, Class<?>... application) throws IOException {
        IndexView all = Index.of(Shape.class, Round.class, Circle.class, Unmarked.class, Targets.class, Names.class);
        return PolymorphicTypes.lacksClass(DotName.createSimple(type), Set.of(), Index.of(application), all);
    }

    @Test
    void anAbstractTypeLacksAClassUntilOneOfTheApplicationImplementsIt() throws IOException {
        assertThat(lacksClass(Shape.class, Shape.class, Round.class)).isTrue();
        assertThat(lacksClass(Round.class, Shape.class, Round.class)).isTrue();
        assertThat(lacksClass(Shape.class, Shape.class, Round.class, Circle.class)).isFalse();
        assertThat(lacksClass(Circle.class, Shape.class, Round.class, Circle.class)).isFalse();
    }

    @Test
    void classesOfALibraryCountIfTheyAreRegistered() throws IOException {
        assertThat(lacksClass(Shape.class, Shape.class, Targets.class)).isFalse();
        assertThat(lacksClass(Round.class, Shape.class, Names.class)).isFalse();
    }

    @Test
    void classesWithinThePayloadCount() throws IOException {
        IndexView all = Index.of(Shape.class, Round.class, Circle.class);

        assertThat(PolymorphicTypes.lacksClass(DotName.createSimple(Shape.class),
                Set.of(DotName.createSimple(Circle.class), DotName.createSimple(Shape.class)), IndexView.empty(), all))
                .isFalse();
        assertThat(PolymorphicTypes.lacksClass(DotName.createSimple(Shape.class), Set.of(DotName.createSimple(Round.class)),
                IndexView.empty(), all)).isTrue();
    }

    @Test
    void anAbstractTypeWithoutAnnotationsIsLeftToAnotherRule() throws IOException {
        assertThat(lacksClass(Unmarked.class, Unmarked.class)).isFalse();
    }
}
