import { crc32, deflateRawSync } from 'node:zlib';

/** One member of an archive; everything an attacker may lie about can be lied about. */
export interface Member {
  name: string;
  data: Buffer | string;
  method?: number;
  crc?: number;
  declaredSize?: number;
  flags?: number;
}

/** A zip archive (APPNOTE 4.3), as plain as possible. */
export function zip(members: Member[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const data = Buffer.from(member.data);
    const body = member.method === 0 ? data : deflateRawSync(data);
    const name = Buffer.from(member.name);
    const fields = header(member, data, body.length, name.length);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, body]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, where, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function header(member: Member, data: Buffer, bodyLength: number, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(member.flags ?? 0, 2);
  fields.writeUInt16LE(member.method ?? 8, 4);
  fields.writeUInt32LE(member.crc ?? crc32(data), 10);
  fields.writeUInt32LE(bodyLength, 14);
  fields.writeUInt32LE(member.declaredSize ?? data.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}
