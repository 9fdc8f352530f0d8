package dev.portcullis.rego.plan;

/// What a [Statement] is, for a switch that costs one jump: a switch over the types themselves asks for one
/// after the other, which was a third of the interpreter's time.
public enum Opcode {
    ARRAY_APPEND,
    ASSIGN_INT,
    ASSIGN_VAR,
    ASSIGN_VAR_ONCE,
    BLOCK,
    BREAK,
    CALL,
    CALL_BUILTIN,
    CALL_DYNAMIC,
    CHOOSE,
    CONCLUDE,
    DETERMINE,
    DOT,
    EQUAL,
    INSERT_AT,
    IS_ARRAY,
    IS_DEFINED,
    IS_OBJECT,
    IS_SET,
    IS_UNDEFINED,
    LEN,
    MAKE_ARRAY,
    MAKE_NULL,
    MAKE_NUMBER_INT,
    MAKE_NUMBER_REF,
    MAKE_OBJECT,
    MAKE_SET,
    NOP,
    NOT,
    NOTE,
    NOT_EQUAL,
    OBJECT_INSERT,
    OBJECT_INSERT_ONCE,
    OBJECT_MERGE,
    OUTSIDE,
    RESET_LOCAL,
    RESULT_SET_ADD,
    RETURN_LOCAL,
    SCAN,
    SCAN_WHERE,
    SET_ADD,
    WITH;

    static Opcode of(Statement statement) {
        return switch (statement) {
            case Statement.ArrayAppend _ -> ARRAY_APPEND;
            case Statement.AssignInt _ -> ASSIGN_INT;
            case Statement.AssignVar _ -> ASSIGN_VAR;
            case Statement.AssignVarOnce _ -> ASSIGN_VAR_ONCE;
            case Statement.Block _ -> BLOCK;
            case Statement.Break _ -> BREAK;
            case Statement.Call _ -> CALL;
            case Statement.CallBuiltin _ -> CALL_BUILTIN;
            case Statement.CallDynamic _ -> CALL_DYNAMIC;
            case Statement.Choose _ -> CHOOSE;
            case Statement.Conclude _ -> CONCLUDE;
            case Statement.Determine _ -> DETERMINE;
            case Statement.Dot _ -> DOT;
            case Statement.Equal _ -> EQUAL;
            case Statement.InsertAt _ -> INSERT_AT;
            case Statement.IsArray _ -> IS_ARRAY;
            case Statement.IsDefined _ -> IS_DEFINED;
            case Statement.IsObject _ -> IS_OBJECT;
            case Statement.IsSet _ -> IS_SET;
            case Statement.IsUndefined _ -> IS_UNDEFINED;
            case Statement.Len _ -> LEN;
            case Statement.MakeArray _ -> MAKE_ARRAY;
            case Statement.MakeNull _ -> MAKE_NULL;
            case Statement.MakeNumberInt _ -> MAKE_NUMBER_INT;
            case Statement.MakeNumberRef _ -> MAKE_NUMBER_REF;
            case Statement.MakeObject _ -> MAKE_OBJECT;
            case Statement.MakeSet _ -> MAKE_SET;
            case Statement.Nop _ -> NOP;
            case Statement.Not _ -> NOT;
            case Statement.Note _ -> NOTE;
            case Statement.NotEqual _ -> NOT_EQUAL;
            case Statement.ObjectInsert _ -> OBJECT_INSERT;
            case Statement.ObjectInsertOnce _ -> OBJECT_INSERT_ONCE;
            case Statement.ObjectMerge _ -> OBJECT_MERGE;
            case Statement.Outside _ -> OUTSIDE;
            case Statement.ResetLocal _ -> RESET_LOCAL;
            case Statement.ResultSetAdd _ -> RESULT_SET_ADD;
            case Statement.ReturnLocal _ -> RETURN_LOCAL;
            case Statement.Scan _ -> SCAN;
            case Statement.ScanWhere _ -> SCAN_WHERE;
            case Statement.SetAdd _ -> SET_ADD;
            case Statement.With _ -> WITH;
        };
    }
}
