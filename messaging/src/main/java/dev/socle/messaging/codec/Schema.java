package dev.socle.messaging.codec;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a type's values look like on the wire, as a small tree that is itself a value which every codec can write.
 *
 * @param type {@code object}, {@code array}, {@code map}, {@code string}, {@code number}, {@code integer},
 *     {@code boolean}, {@code enum}, {@code oneOf}, or {@code ref} for a named type that was described before
 * @param name name of a record, enum or sealed interface
 * @param format what a string or number stands for, such as {@code int32} or {@code uuid}
 * @param fields fields of an object
 * @param items what an array or the values of a map hold
 * @param values names of an enum
 * @param cases the objects of a {@code oneOf}, each with the field that tells them apart
 */
public record Schema(
        String type,
        @Nullable String name,
        @Nullable String format,
        @Nullable List<Field> fields,
        @Nullable Schema items,
        @Nullable List<String> values,
        @Nullable List<Case> cases) {

    /**
     * A field of an object.
     *
     * @param required whether it must be there; when not, it may be left out or null
     */
    public record Field(String name, boolean required, Schema schema) {}

    /**
     * One object of a {@code oneOf}.
     *
     * @param field the field that tells the objects apart
     * @param value what that field holds for this one
     */
    public record Case(String field, String value, Schema schema) {}

    static Schema scalar(String type, @Nullable String format) {
        return new Schema(type, null, format, null, null, null, null);
    }

    static Schema ref(String name) {
        return new Schema("ref", name, null, null, null, null, null);
    }

    static Schema object(String name, List<Field> fields) {
        return new Schema("object", name, null, fields, null, null, null);
    }

    static Schema of(String type, Schema items) {
        return new Schema(type, null, null, null, items, null, null);
    }

    static Schema enumeration(String name, List<String> values) {
        return new Schema("enum", name, null, null, null, values, null);
    }

    static Schema oneOf(String name, List<Case> cases) {
        return new Schema("oneOf", name, null, null, null, null, cases);
    }

    /** One line for people: {@code {name: string, count?: int32}}. */
    public String toText() {
        if (fields != null) {
            return fields.stream()
                    .map(field -> field.name()
                            + (field.required() ? ": " : "?: ")
                            + field.schema().toText())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (cases != null) {
            return cases.stream()
                    .map(each -> each.field() + "=" + each.value() + " "
                            + each.schema().toText())
                    .collect(Collectors.joining(" | "));
        }
        if (items != null) {
            return type.equals("array") ? "[" + items.toText() + "]" : "{*: " + items.toText() + "}";
        }
        if (values != null) {
            return String.join("|", values);
        }
        return format != null ? format : name != null ? name : type;
    }
}
