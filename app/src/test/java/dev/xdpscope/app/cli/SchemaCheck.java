package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The schemas of the folder {@code docs}, and what they say of documents. Nothing is fetched from the network. */
final class SchemaCheck {
    static final Dialect DIALECT = Dialects.getDraft202012();
    private static final SchemaRegistry META = SchemaRegistry.withDialect(DIALECT);
    /** JSON Schema has nothing against keywords that it does not know; in ours they are slips of the pen. */
    private static final SchemaRegistry OURS = SchemaRegistry.withDialect(
            Dialect.builder(DIALECT).unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance()).build());

    private SchemaCheck() {}

    static Path file(String name) {
        return Xdpscope.HOME.resolve("docs").resolve(name + ".schema.json");
    }

    /**
     * Fails with every place in the document that is not as the schema says, by JSON pointer.
     *
     * @param name the schema's file without {@code .schema.json}
     * @param what the document, for the message: its file or the command that wrote it
     */
    static void assertValid(String name, Object what, JsonNode document) {
        assertEquals(List.of(), errors(schema(JsonNodes.read(file(name))), document),
                () -> what + " is not as " + file(name).getFileName() + " says");
    }

    /** The schema; a keyword that JSON Schema has not, or a reference that leads nowhere, is an exception. */
    static Schema schema(JsonNode schema) {
        Schema read = OURS.getSchema(schema);
        read.initializeValidators();
        return read;
    }

    /** What JSON Schema 2020-12 itself says of schemas. */
    static Schema metaSchema() {
        return META.getSchema(SchemaLocation.of(DIALECT.getId()));
    }

    /** Each with its JSON pointer; empty if the document is as the schema says. */
    static List<String> errors(Schema schema, JsonNode document) {
        return schema.validate(document).stream().map(e -> e.getInstanceLocation() + ": " + e.getMessage()).toList();
    }
}
