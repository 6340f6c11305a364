#!/usr/bin/env python3
"""Makes the inputs of Tests/Fixtures/intake/table-*: small tables as other programs write them. Not part of any test run; it needs
openpyxl, xlwt and msoffcrypto-tool, and is here so that anybody can see where the bytes come from.
    python3 Tests/Fixtures/tables.py
Existing inputs stay as they are (a workbook's salt and dates differ each time)."""
import datetime, hashlib, io, os, struct, zipfile

import msoffcrypto
import olefile
import openpyxl
import xlwt
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import _makekey
from msoffcrypto.method.xor_obfuscation import DocumentXOR
from msoffcrypto.method.container import ecma376_encrypted  # the writer of OLE2 files

from xlwt import CompoundDoc


def ARC4Cipher(key):
    return Cipher(ARC4(key), mode=None)


ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "intake")
PO, OR = 2026112300000010, 2026112390000010

CANCEL = ["상품주문번호", "주문번호", "주문상태", "취소 처리상태", "결제일", "취소요청일", "접수채널", "취소사유", "취소상세사유",
          "구매자명", "구매자ID", "구매자연락처", "수취인명", "상품번호", "상품명", "옵션정보", "수량", "취소수량",
          "최종 상품별 총 주문금액", "배송비 합계", "결제수단"]


def row(n, state="취소요청", reason="단순변심", **more):
    cells = {"상품주문번호": str(PO + n), "주문번호": str(OR + n), "주문상태": "결제완료", "취소 처리상태": state,
             "결제일": "2026-11-20 09:00:00", "취소요청일": "2026-11-22 10:14:00", "접수채널": "구매자", "취소사유": reason,
             "구매자명": "홍길동", "구매자연락처": "010-1234-5678", "수취인명": "김수취", "상품명": "겨울 니트", "옵션정보": "색상: 곤색",
             "수량": "2", "취소수량": "1", "최종 상품별 총 주문금액": "39800", "결제수단": "신용카드"}
    cells.update(more)
    return [cells.get(title, "") for title in CANCEL]


def csv(rows, delimiter=",", end="\r\n"):
    def field(text):
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in '"\r\n' + delimiter) else text
    return "".join(delimiter.join(field(str(c)) for c in r) + end for r in rows)


def put(case, suffix, data):
    folder = os.path.join(ROOT, "table-" + case)
    path = os.path.join(folder, "input." + suffix)
    if os.path.exists(path):
        return
    os.makedirs(folder, exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def book(*sheets):
    """sheets: (title, rows)"""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for r in rows:
            sheet.append(r)
    return workbook


def saved(workbook):
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def agile(data, password):
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def standard(data, password):
    """What Excel 2007 wrote: AES-128 in ECB, SHA-1, 50,000 rounds."""
    salt = bytes(range(16))
    digest = hashlib.sha1(salt + password.encode("utf-16-le")).digest()
    for number in range(50000):
        digest = hashlib.sha1(struct.pack("<I", number) + digest).digest()
    digest = hashlib.sha1(digest + struct.pack("<I", 0)).digest()
    half = lambda byte: hashlib.sha1(bytes(b ^ byte for b in digest.ljust(64, b"\0"))).digest()
    key = (half(0x36) + half(0x5C))[:16]
    def sealed(plain):
        encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return encryptor.update(plain + b"\0" * (-len(plain) % 16)) + encryptor.finalize()
    verifier = bytes(range(16, 32))
    provider = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<IIIIIIII", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + provider
    info = struct.pack("<HHII", 4, 2, 0x24, len(header)) + header
    info += struct.pack("<I", 16) + salt + sealed(verifier) + struct.pack("<I", 20)
    info += sealed(hashlib.sha1(verifier).digest())
    out = io.BytesIO()
    ecma376_encrypted.ECMA376Encrypted(struct.pack("<Q", len(data)) + sealed(data), info).write_to(out)
    return out.getvalue()


def patched(data, name, change):
    """A package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            part = old.read(item)
            new.writestr(item, change(part) if item == name else part)
    return out.getvalue()


def parts(**named):
    """A package put together by hand. Names: sheet, shared, styles, workbook, more={path: bytes}"""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "_rels/.rels": f'<Relationships xmlns="{pack}"><Relationship Id="r" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": named.get("workbook") or f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="Sheet1" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}"><Relationship Id="a" Type="{rel}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="{rel}/styles" Target="styles.xml"/>'
        f'<Relationship Id="d" Type="{rel}/externalLink" Target="https://example.invalid/x.xlsx" TargetMode="External"/></Relationships>',
        "xl/worksheets/sheet1.xml": (named.get("doctype", "") + f'<worksheet xmlns="{main}">' + named["sheet"] + "</worksheet>"),
    }
    if "shared" in named:
        files["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">' + named["shared"] + "</sst>"
    if "styles" in named:
        files["xl/styles.xml"] = f'<styleSheet xmlns="{main}">' + named["styles"] + "</styleSheet>"
    files.update(named.get("more", {}))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def inline(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def old_book(rows, title="취소관리", dates=()):
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet(title)
    style = xlwt.easyxf(num_format_str='yyyy"년" m"월" d"일" h:mm')
    for y, cells in enumerate(rows):
        for x, value in enumerate(cells):
            if value == "":
                continue
            sheet.write(y, x, value, style) if isinstance(value, (datetime.datetime, float)) and (y, x) in dates else sheet.write(y, x, value)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def locked_old(data, password, kind):
    """An XLS file protected by RC4 (MD5 keys) or XOR: FILEPASS behind the first record, everything else moved and encrypted."""
    stream = olefile.OleFileIO(io.BytesIO(data)).openstream("Workbook").read()
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    def rc4(block):
        return ARC4Cipher(_makekey(password, salt, block)).encryptor()
    if kind == "rc4":
        first = rc4(0)
        filepass = struct.pack("<HHH", 1, 1, 1) + salt + first.update(verifier) + first.update(hashlib.md5(verifier).digest())
    else:
        check = 0
        for byte in reversed([len(password)] + [ord(c) for c in password]):
            check = ((check >> 14 & 1) ^ (check << 1 & 0x7FFF)) ^ byte
        filepass = struct.pack("<HHH", 0, DocumentXOR.create_xor_key_method1(password), check ^ 0xCE4B)
    filepass = struct.pack("<HH", 0x2F, len(filepass)) + filepass
    begin = 4 + struct.unpack_from("<H", stream, 2)[0]
    stream = bytearray(stream[:begin] + filepass + stream[begin:])
    mask = b"".join(rc4(block).update(bytes(1024)) for block in range(len(stream) // 1024 + 1))
    array = DocumentXOR.create_xor_array_method1(password)
    place = begin + len(filepass)
    while place + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, place)
        place += 4
        keep = 0
        if number == 0x85:
            struct.pack_into("<I", stream, place, struct.unpack_from("<I", stream, place)[0] + len(filepass))
            keep = 4
        if number not in (0x809, 0x2F, 0x194, 0x195, 0xE1, 0x196, 0x138):
            for at in range(place + keep, place + size):
                byte = stream[at]
                stream[at] = byte ^ mask[at] if kind == "rc4" else ((byte << 5 | byte >> 3) & 0xFF) ^ array[(at + size) % 16]
        place += size
    out = io.BytesIO()
    CompoundDoc.XlsDoc().save(out, bytes(stream))
    # A second opinion on the password.
    msoffcrypto.OfficeFile(io.BytesIO(out.getvalue())).load_key(password=password)
    return out.getvalue()


def main():
    two = [CANCEL, row(1), row(2, "취소요청", "배송지연", 취소상세사유="빨리 받아야 해요, 늦네요")]
    put("csv-utf8-mark", "csv", b"\xef\xbb\xbf" + csv(two).encode())
    put("csv-utf8", "csv", csv(two, end="\n").encode())
    put("csv-cp949", "csv", csv(two).encode("cp949"))
    put("csv-utf16le", "csv", b"\xff\xfe" + csv(two, "\t").encode("utf-16-le"))
    put("csv-utf16be-no-mark", "csv", csv(two).encode("utf-16-be"))
    put("tsv", "tsv", csv(two, "\t").encode())
    put("csv-semicolon", "csv", csv(two, ";").encode())
    put("csv-pipe", "csv", csv(two, "|").encode())
    put("csv-named-delimiter", "csv", ("sep=;\r\n" + csv(two, ";")).encode())
    put("csv-old-line-ends", "csv", csv(two, end="\r").encode())
    put("csv-newline-in-cell", "csv", csv([CANCEL, row(1, 취소상세사유='크기를 "L"로\n잘못 골랐어요\r\n죄송합니다'), row(2)]).encode())
    put("csv-instruction-row", "csv", csv([["※ 주문번호와 취소사유를 확인한 뒤 사용하세요. 개인정보가 들어 있으니 유의하세요."], [], CANCEL, row(1)]).encode())
    put("csv-ragged", "csv", csv([CANCEL, row(1)[:9], row(2) + ["", ""], row(3) + ["밀려난 값"], ["", "합계"]]).encode())
    put("csv-states", "csv", csv([CANCEL] + [row(n, state) for n, state in enumerate(
        ["취소요청", "취소처리중", "취소철회", "취소완료", "취소거부", "반품요청", "교환요청", "직권취소", "-", "알 수 없는 상태"])]).encode())
    put("csv-done-though-reason", "csv", csv([["상품주문번호", "주문상태", "취소사유"], [PO + 1, "취소완료", "단순변심"], [PO + 2, "결제완료", "단순변심"]]).encode())
    put("csv-damaged-numbers", "csv", csv([["상품주문번호", "취소사유"], ["2.02611E+15", "단순변심"], ["2026112312345000", "품절"],
        [str(PO + 3), "배송지연"], ["2.026112312345678e15", "기타"], [f'="{PO + 10 - 10}"', "단순변심"], ["'2026112300000000", "단순변심"]]).encode())
    put("csv-column-of-rounded-numbers", "csv", csv([["주문번호", "취소사유"]] + [[str(OR + 10 * n), "단순변심"] for n in range(4)]).encode())
    put("csv-numbers-that-end-in-0", "csv", csv([["주문번호", "취소사유"]] + [[str(OR + n), "단순변심"] for n in (0, 10, 13)]).encode())
    put("csv-no-order-number", "csv", csv([["상품주문번호", "취소사유", "수량"], ["", "단순변심", "1"], [PO + 1, "품절", "0개"], [PO + 2, "품절", "1개"], ["없음?", "품절", "1"]]).encode())
    put("csv-serial-dates", "csv", csv([["상품주문번호", "취소사유", "취소요청일"], [PO + 1, "단순변심", "46132.55875"], [PO + 2, "단순변심", "2026.11.23. 오전 10:14"], [PO + 3, "단순변심", "20261123"]]).encode())
    put("csv-quantity-is-not-quantity-claim", "csv", csv([["상품주문번호", "수량클레임 여부", "취소사유", "주문수량", "취소 수량(필수)*"], [PO + 1, "Y", "단순변심", "5", "2"]]).encode())
    put("csv-aliases", "csv", csv([["Product Order-No", "order_no", "Claim Status", "cancel reason", "Qty"], [PO + 1, OR + 1, "CANCEL_REQUEST", "INTENT_CHANGED", "1"]]).encode())
    put("csv-two-tables", "csv", csv([CANCEL, row(1), CANCEL[:4][::-1] + ["취소사유"], ["취소요청", "결제완료", OR + 2, PO + 2, "품절"]]).encode())
    put("csv-open-quote", "csv", csv([CANCEL, row(1)]).encode() + f'{PO + 2},"열린 따옴표,취소요청\r\n'.encode() + csv([row(3)]).encode())
    put("csv-asks-nothing", "csv", csv([["상품주문번호", "상품명"], [PO + 1, "겨울 니트"]]).encode())
    put("csv-order-list", "csv", csv([["상품주문번호", "주문번호", "주문일시", "주문상태", "배송속성", "풀필먼트사(주문 기준)", "클레임상태", "수량클레임 여부", "상품번호", "상품명", "옵션정보", "판매옵션정보", "수량", "구매자명", "구매자ID", "수취인명"],
        [PO + 1, OR + 1, "2026-11-20 09:00", "결제완료", "일반배송", "", "", "N", "1", "겨울 니트", "", "", "1", "홍길동", "hong", "김수취"],
        [PO + 2, OR + 2, "2026-11-20 09:00", "결제완료", "일반배송", "", "취소요청", "N", "1", "겨울 니트", "", "", "1", "홍길동", "hong", "김수취"]]).encode())
    put("csv-formula-cells", "csv", csv([["상품주문번호", "취소사유"], [PO + 1, '=HYPERLINK("https://example.invalid","단순변심")'], ["=1+1", "품절"], ["", "@SUM(A1)"]]).encode())

    put("xlsx-cancel-page", "xlsx", saved(book(("취소관리", two))))
    put("xlsx-instruction-row", "xlsx", saved(book(("취소관리", [["엑셀 다운로드 일시: 2026-11-23, 취소요청 건의 주문번호를 확인하세요."], CANCEL, row(1), row(2, "취소철회")]))))
    typed = [CANCEL, row(1, 취소요청일=datetime.datetime(2026, 11, 22, 10, 14), 수량=2, 취소수량=1.0), row(2, 취소요청일=46349.5)]
    put("xlsx-dates-and-numbers", "xlsx", saved(book(("취소관리", typed))))
    calendar = book(("취소관리", typed))
    calendar.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    calendar.active.cell(2, 6).value = datetime.datetime(2026, 11, 22, 10, 14)
    put("xlsx-dates-since-1904", "xlsx", saved(calendar))
    put("xlsx-damaged-numbers", "xlsx", saved(book(("Sheet1", [["상품주문번호", "취소사유"], [2026112312345670, "단순변심"], [2026112312345678, "품절"], ["2026112312345670", "배송지연"], [2.02611e+15, "기타"], ["2.02611E+15", "기타"], [20261123123456789.0, "기타"]]))))
    hidden = book(("안내", [["이 파일은 취소 요청입니다"]]), ("취소관리", [CANCEL, row(1)]), ("지난달", [CANCEL, row(2)]), ("숨김", [CANCEL, row(3)]))
    hidden["숨김"].sheet_state = "hidden"
    put("xlsx-several-sheets", "xlsx", saved(hidden))
    far = saved(book(("취소관리", two)))
    put("xlsx-absurd-dimension", "xlsx", patched(far, "xl/worksheets/sheet1.xml", lambda part: part.replace(part[part.index(b"<dimension"):part.index(b"/>", part.index(b"<dimension")) + 2], b'<dimension ref="A1:XFD1048576"/>')))
    put("xlsx-far-cell", "xlsx", parts(sheet='<sheetData><row r="1">' + inline("A1", "상품주문번호") + inline("B1", "취소사유") + '</row><row r="1048576">' + inline("A1048576", str(PO + 1)) + inline("B1048576", "품절") + '<c r="XFD1048576" s="1"/></row></sheetData>'))
    put("xlsx-formulas", "xlsx", parts(
        sheet='<sheetData><row>' + inline("A1", "상품주문번호") + inline("B1", "취소사유") + inline("C1", "취소수량") + '</row>'
        f'<row><c r="A2" t="str"><f>"2026"&amp;"112300000011"</f><v>{PO + 1}</v></c><c r="B2" t="str"><f>HYPERLINK("https://example.invalid")</f><v>품절</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>'
        f'<row><c r="A3" t="e"><f>Other!A1</f><v>#REF!</v></c>' + inline("B3", "품절") + '</row>'
        f'<row><c r="A4" t="str"><f>[1]Sheet1!A1</f><v>{PO + 3}</v></c>' + inline("B4", "품절") + '<c r="C4" t="b"><v>1</v></c></row></sheetData>'))
    put("xlsx-rich-shared-texts", "xlsx", parts(
        shared=f'<si><t>상품주문번호</t></si><si><r><t>취소</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 사유</t></r><rPh sb="0" eb="1"><t>ignored</t></rPh></si><si><t>{PO + 1}</t></si><si><t>단순_x000D_변심</t></si>',
        sheet='<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row></sheetData>'))
    doctype = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    put("xlsx-entities", "xlsx", parts(doctype=doctype, sheet='<sheetData><row>' + inline("A1", "상품주문번호&b;&c;") + inline("B1", "취소사유") + '</row></sheetData>'))
    put("xlsx-bomb", "xlsx", parts(sheet='<sheetData><row>' + inline("A1", "상품주문번호") + '</row>' + '<row><c r="A2"/></row>' * 2_000_000 + '</sheetData>'))
    merged = book(("취소관리", [CANCEL, row(1), row(2, 주문번호="", 취소사유=""), row(3, 주문번호=""), row(4)]))
    merged["취소관리"].merge_cells("B2:B4")
    merged["취소관리"].merge_cells("H2:H3")
    put("xlsx-merged-cells", "xlsx", saved(merged))
    put("xlsx-cut-off", "xlsx", far[:len(far) * 2 // 3])
    put("xlsx-no-columns-of-ours", "xlsx", saved(book(("Sheet1", [["이름", "나이"], ["홍길동", 20]]))))
    put("zip-that-is-no-workbook", "zip", zip_of("readme.txt", b"hello"))
    put("xlsx-agile-password-0000", "xlsx", agile(far, "0000"))
    put("xlsx-agile-password-unknown", "xlsx", agile(far, "nobody knows"))
    put("xlsx-standard-password-1111", "xlsx", standard(far, "1111"))
    put("xls-cancel-page", "xls", old_book([CANCEL, row(1, 취소요청일=datetime.datetime(2026, 11, 22, 10, 14), 수량=2, 취소수량=1), row(2, "취소철회", "길고 긴 사유 " * 60)], dates={(1, 5)}))
    put("xls-rc4-password-0000", "xls", locked_old(old_book([CANCEL, row(1), row(2, "취소철회", "길고 긴 사유 " * 60)]), "0000", "rc4"))
    put("xls-xor-password-1111", "xls", locked_old(old_book([CANCEL, row(1), row(2, "취소철회", "길고 긴 사유 " * 60)]), "1111", "xor"))
    put("xls-many-texts", "xls", old_book([["상품주문번호", "취소사유"]] + [[str(PO + n), f"사유 {n} " + "가나다라마바사" * 40 if n % 2 else f"reason {n} " + "abcdefg" * 60] for n in range(40)]))
    put("xls-damaged-numbers", "xls", old_book([["상품주문번호", "취소사유"], [2026112312345670.0, "품절"], [2026112312345678.0, "품절"], ["2026112312345670", "품절"]], dates={}))


def zip_of(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, data)
    return out.getvalue()


main()
