package io.quarkiverse.eventstream.deployment.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.util.StdConverter;

class TypesWithinTest {

    record Order(String id, List<Line> lines, Map<String, ? extends Price> prices, Optional<State> state, Label[] labels) {}

    record Line(Article article) {}

    static class Article extends Named {
        static Unused unused;

        transient Unused cached;

        Vendor getVendor() {
            return null;
        }

        Unused copy() {
            return null;
        }

        Unused with(String parameter) {
            return null;
        }
    }

    static class Named {
        Named parent;
    }

    record Price(BigDecimal net) {}

    enum State {
        OPEN
    }

    record Label(String text) {}

    record Vendor(String name) {}

    record Unused(String text) {}

    record Page<T>(T first) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
    interface Shape {}

    record Circle(Point center) implements Shape {}

    static class Texts extends StdDeserializer<Label> {
        private static final long serialVersionUID = 1;
        private Unused service;

        Texts() {
            super(Label.class);
        }

        @Override
        public Label deserialize(JsonParser parser, DeserializationContext context) {
            return null;
        }
    }

    record Note(@JsonDeserialize(using = Texts.class) Label text) {}

    record Point(int x, int y) {}

    @JsonDeserialize(as = DefaultTerms.class)
    interface Terms {}

    record DefaultTerms(int days) implements Terms {}

    record Part(int number) {}

    static class OfCreator {
        @JsonCreator
        static OfCreator of(@JsonProperty("part") Part part) {
            return new OfCreator();
        }
    }

    static class OfConstructor {
        OfConstructor(Part part) {}
    }

    static class OfConstructors {
        OfConstructors() {}

        OfConstructors(Part copied) {}
    }

    abstract static class OfAbstractConstructor {
        OfAbstractConstructor(Part part) {}
    }

    class OfInner {}

    static class OfSetter {
        OfSetter setPart(List<Part> part) {
            return this;
        }
    }

    static class OfAnnotation {
        @JsonProperty("part")
        void take(Part part) {}

        @JsonIgnore
        void take(Unused unused) {}
    }

    static class OfAny {
        @JsonAnySetter
        void put(String name, Part part) {}
    }

    record OfConverter(@JsonDeserialize(converter = ToText.class) String text) {}

    static class ToText extends StdConverter<Part, String> {
        @Override
        public String convert(Part part) {
            return "";
        }
    }

    @JsonDeserialize(builder = OfBuilder.Builder.class)
    static class OfBuilder {
        static class Builder {
            Builder part(Part part) {
                return this;
            }

            OfBuilder build() {
                return new OfBuilder();
            }
        }
    }

    record Drawing(Circle first, Shape shape, Terms terms) {}

    private static TypesWithin within(Type payload, Class<?>... known) throws IOException {
        return new TypesWithin(payload, Index.of(known), name -> name.toString().startsWith("java."));
    }

    private static DotName name(Class<?> type) {
        return DotName.createSimple(type);
    }

    private static Type type(Class<?> type) {
        return ClassType.create(type);
    }

    @Test
    void typesOfFieldsGettersAndSuperclassesAreIncluded() throws IOException {
        TypesWithin within = within(type(Order.class), Order.class, Line.class, Article.class, Named.class, Price.class,
                State.class, Label.class, Vendor.class, Unused.class);

        assertThat(within.found()).containsExactlyInAnyOrder(name(Order.class), name(Line.class), name(Price.class),
                name(State.class), name(Label.class), name(Article.class), name(Named.class), name(Vendor.class));
        assertThat(within.missing()).isEmpty();
        assertThat(within.helpers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {OfCreator.class, OfConstructor.class, OfSetter.class, OfAnnotation.class, OfAny.class,
            OfConverter.class, OfBuilder.class})
    void typesOfSettersAndCreatorsAreIncluded(Class<?> payload) throws IOException {
        TypesWithin within = within(type(payload), payload, Part.class, ToText.class, OfBuilder.Builder.class,
                StdConverter.class, Unused.class);

        assertThat(within.found()).contains(name(payload), name(Part.class)).doesNotContain(name(Unused.class));
        assertThat(within.missing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {OfConstructors.class, OfAbstractConstructor.class, OfInner.class})
    void typesOfAConstructorThatJacksonDoesNotCallAreNotIncluded(Class<?> payload) throws IOException {
        assertThat(within(type(payload), payload, Part.class, TypesWithinTest.class).found()).containsExactly(name(payload));
    }

    @Test
    void typesOfASetterOrCreatorMayBeMissing() throws IOException {
        TypesWithin within = within(type(OfConstructor.class), OfConstructor.class);

        assertThat(within.found()).containsExactly(name(OfConstructor.class));
        assertThat(within.missing()).isEmpty();
    }

    @Test
    void typeArgumentsOfThePayloadAreIncluded() throws IOException {
        Type page = ParameterizedType.create(Page.class, type(Vendor.class));

        assertThat(within(page, Page.class, Vendor.class).found()).containsExactlyInAnyOrder(name(Page.class),
                name(Vendor.class));
    }

    @Test
    void missingTypesAreReportedWithTheTypeThatRefersToThem() throws IOException {
        TypesWithin within = within(type(Line.class), Line.class, Article.class);

        assertThat(within.missing()).containsOnly(entry(name(Named.class), name(Article.class)),
                entry(name(Vendor.class), name(Article.class)));
        assertThat(within.found()).containsExactlyInAnyOrder(name(Line.class), name(Article.class));
    }

    @Test
    void aMissingPayloadRefersToItself() throws IOException {
        assertThat(within(type(Line.class)).missing()).containsOnly(entry(name(Line.class), name(Line.class)));
    }

    @Test
    void typesInJacksonsAnnotationsAreIncluded() throws IOException {
        TypesWithin within = within(type(Drawing.class), Drawing.class, Shape.class, Circle.class, Point.class, Terms.class,
                DefaultTerms.class);

        assertThat(within.found()).contains(name(Circle.class), name(Point.class), name(DefaultTerms.class));
        assertThat(within.namesOthers(name(Shape.class))).isTrue();
        assertThat(within.namesOthers(name(Terms.class))).isTrue();
        assertThat(within.namesOthers(name(Drawing.class))).isFalse();
    }

    @Test
    void aDeserializerIsNoPartOfThePayload() throws IOException {
        TypesWithin within = within(type(Note.class), Note.class, Label.class, Texts.class, Unused.class);

        assertThat(within.found()).containsExactlyInAnyOrder(name(Note.class), name(Label.class));
        assertThat(within.helpers()).containsExactly(name(Texts.class));
        assertThat(within.missing()).isEmpty();
    }

    @Test
    void aRecursiveTypeIsVisitedOnce() throws IOException {
        assertThat(within(type(Named.class), Named.class).found()).containsExactly(name(Named.class));
    }
}
