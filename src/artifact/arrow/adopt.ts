import type { Data, DataType, Field, RecordBatch, Schema, Table, Vector } from 'apache-arrow';
import { childrenOf } from './children';
import type { Arrow } from './library';
import { isTable, isVector, type ArrowValue } from './recognise';

/**
 * A table of this copy of apache-arrow over the buffers of a value that another copy made (an ES module beside a CommonJS one, a second
 * version): a writer knows only the classes of its own copy. Nothing is copied but the descriptions.
 */
export function adoptAsTable(value: ArrowValue, arrow: Arrow): Table {
  const adopter = new Adopter(arrow);
  if (isVector(value)) return new arrow.Table({ value: adopter.vector(value) });
  const schema = adopter.schema(value.schema);
  const batches = isTable(value) ? value.batches : [value];
  return new arrow.Table(
    schema,
    batches.map(batch => adopter.batch(batch, schema))
  );
}

class Adopter {
  private readonly arrow: Arrow;
  /** What is one object stays one: a writer tells dictionaries apart by identity. */
  private readonly data = new Map<Data, Data>();
  private readonly types = new Map<DataType, DataType>();

  constructor(arrow: Arrow) {
    this.arrow = arrow;
  }

  schema(schema: Schema): Schema {
    return new this.arrow.Schema(
      schema.fields.map(field => this.field(field)),
      new Map(schema.metadata)
    );
  }

  batch(batch: RecordBatch, schema: Schema): RecordBatch {
    return new this.arrow.RecordBatch(schema, this.adoptData(batch.data) as RecordBatch['data']);
  }

  vector(vector: Vector): Vector {
    return new this.arrow.Vector(vector.data.map(data => this.adoptData(data)));
  }

  private field(field: Field): Field {
    return new this.arrow.Field(field.name, this.type(field.type), field.nullable, new Map(field.metadata));
  }

  private type(type: DataType): DataType {
    const known = this.types.get(type);
    if (known !== undefined) return known;
    const adopted = Object.create(this.prototypeOf(type)) as DataType;
    Object.assign(adopted, type);
    if (Object.hasOwn(type, 'children')) Object.assign(adopted, { children: type.children.map((field: Field) => this.field(field)) });
    for (const key of ['dictionary', 'indices'])
      if (Object.hasOwn(type, key)) Object.assign(adopted, { [key]: this.type(Reflect.get(type, key) as DataType) });
    this.types.set(type, adopted);
    return adopted;
  }

  /** `Date_` and `Map_` are the classes whose names are JavaScript's own. */
  private prototypeOf(type: DataType): object {
    const name = this.arrow.Type[type.typeId];
    const found: unknown = Reflect.get(this.arrow, `${name}_`) ?? Reflect.get(this.arrow, name);
    return Reflect.get(found as object, 'prototype') as object;
  }

  private adoptData(data: Data): Data {
    const known = this.data.get(data);
    if (known !== undefined) return known;
    const buffers = Object.assign([], { 0: data.valueOffsets, 1: data.values, 2: data.nullBitmap, 3: data.typeIds });
    const children = childrenOf(data).map(child => this.adoptData(child));
    const dictionary = data.dictionary === undefined ? undefined : this.vector(data.dictionary);
    const views: unknown = Reflect.get(data, 'variadicBuffers');
    const adopted = Reflect.construct(this.arrow.Data, [
      this.type(data.type),
      data.offset,
      data.length,
      data.nullCount,
      buffers,
      children,
      dictionary,
      views
    ]) as Data;
    this.data.set(data, adopted);
    return adopted;
  }
}
